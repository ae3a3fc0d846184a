package groklab.study.diagram;

import groklab.study.statistics.CriticalValue;
import groklab.study.statistics.Fit;
import groklab.study.statistics.Interval;
import groklab.study.statistics.Lifetime;
import groklab.study.statistics.PowerLaw;
import groklab.study.statistics.Trials;
import groklab.study.sweep.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.apache.commons.statistics.descriptive.Median;

/// Fits along the axis across of a diagram, row by row: rows are never pooled, since a law may hold
/// in one and not in another.
public final class Laws {
  /// The row of a diagram in which most runs have generalised, the lowest of several.
  public static int row(PhaseDiagram diagram) {
    int best = 0;
    long most = -1;
    for (int row = 0; row < diagram.rows(); row++) {
      long reached =
          diagram.row(row).stream()
              .flatMap(cell -> cell.runs().stream())
              .filter(run -> run.generalised().first().isPresent())
              .count();
      if (reached > most) {
        best = row;
        most = reached;
      }
    }
    return best;
  }

  private Laws() {}

  /// T_grok against the value across, over the runs of one row that memorised. Those that had not
  /// generalised are censored at their last probe; those that never memorised are not slow by the
  /// same law, they are beyond the range in which it can hold, and would bend it. T_grok is the
  /// first probe at the threshold, so the probe grid is part of the scatter. Cells at 0 or below
  /// have no place in a power law and are left out.
  ///
  /// @return refused if the axis has values that are no numbers, or by [PowerLaw#of]
  public static Fit<PowerLaw> generalised(PhaseDiagram diagram, int row) {
    if (!diagram.across().isNumeric()) {
      return new Fit.Refused<>(noNumbers(diagram.across()));
    }
    double end = turningPoint(diagram, row).orElse(Double.POSITIVE_INFINITY);
    return PowerLaw.of(lifetimes(diagram, row).stream().filter(run -> run.x() <= end).toList());
  }

  /// The value across up to which a law is fitted: that with the smallest median of T_grok, where
  /// the median has doubled again at a larger value, and smaller ones were run. Weight decay, for
  /// one, shortens the delay up to some strength and lengthens it beyond; one power of x for both
  /// sides would say the opposite of either. The value is chosen by the same times that are fitted,
  /// so its own uncertainty is not in the interval.
  ///
  /// @return empty = the smallest median is at an end of the row
  public static OptionalDouble turningPoint(PhaseDiagram diagram, int row) {
    if (!diagram.across().isNumeric()) {
      return OptionalDouble.empty();
    }
    SequencedMap<Double, List<Lifetime>> byX = new TreeMap<>();
    lifetimes(diagram, row)
        .forEach(run -> byX.computeIfAbsent(run.x(), _ -> new ArrayList<>()).add(run));
    double turn = Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    double latest = 0;
    for (var entry : byX.entrySet()) {
      double median = median(entry.getValue());
      if (median < least) {
        turn = entry.getKey();
        least = median;
        latest = median;
      }
      latest = Math.max(latest, median);
    }
    boolean turns = latest >= 2 * least && byX.firstEntry().getKey() < turn;
    return turns ? OptionalDouble.of(turn) : OptionalDouble.empty();
  }

  /// A censored time counts as what it is at least.
  private static double median(List<Lifetime> times) {
    return Median.withDefaults().evaluate(times.stream().mapToDouble(Lifetime::time).toArray());
  }

  /// The runs of a row that memorised, of which [#generalised] fits those up to the turning point;
  /// step 0, a run that began generalised, counts as 1. Nothing on an axis without numbers.
  public static List<Lifetime> lifetimes(PhaseDiagram diagram, int row) {
    if (!diagram.across().isNumeric()) {
      return List.of();
    }
    double[] numbers = diagram.across().numbers();
    return diagram.row(row).stream()
        .filter(cell -> numbers[cell.column()] > 0)
        .flatMap(cell ->
            cell.runs().stream()
                .filter(run -> run.failure().isEmpty() && run.memorised().first().isPresent())
                .map(run -> lifetime(numbers[cell.column()], run)))
        .toList();
  }

  private static Lifetime lifetime(double x, Outcome run) {
    var first = run.generalised().first();
    long until = run.generalised().observedUntil().orElse(run.steps());
    return new Lifetime(x, Math.max(1, first.orElse(until)), first.isEmpty());
  }

  /// Where along one row generalising becomes as likely as not, by the runs that are decided. On a
  /// logarithmic axis the logistic curve is one of ln x, and `steepness` is per unit of ln x.
  ///
  /// @return refused if the axis has values that are no numbers, or by [CriticalValue#of]
  public static Fit<CriticalValue> critical(PhaseDiagram diagram, int row) {
    var across = diagram.across();
    if (!across.isNumeric()) {
      return new Fit.Refused<>(noNumbers(across));
    }
    boolean logarithmic = across.spacing() == Axis.Spacing.LOGARITHMIC;
    double[] numbers = across.numbers();
    var trials =
        diagram.row(row).stream()
            .map(cell -> {
              double x = numbers[cell.column()];
              var share = cell.generalising();
              return new Trials(logarithmic ? StrictMath.log(x) : x, share.successes(), share.n());
            })
            .toList();
    var fit = CriticalValue.of(trials);
    return switch (fit) {
      case Fit.Found<CriticalValue>(var found) when logarithmic ->
          new Fit.Found<>(
              new CriticalValue(
                  StrictMath.exp(found.value()),
                  new Interval(
                      StrictMath.exp(found.interval().low()),
                      StrictMath.exp(found.interval().high())),
                  found.steepness(),
                  found.separated()));
      default -> fit;
    };
  }

  private static String noNumbers(Axis axis) {
    return "%s has values that are no numbers: %s"
        .formatted(axis.key(), String.join(", ", axis.texts()));
  }
}
