package groklab.monitor.diagnosis;

import groklab.lab.criterion.Criterion;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import groklab.monitor.log.StepUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// What the curves have done between the fit of the training set and now, with time on a
/// logarithmic scale, and what that says.
///
/// @param length last step / T_mem
/// @param level what is gained on the validation set, as a share of what there is to gain between
///     guessing and the threshold; median of the last third
/// @param rise how much of that was gained between the first third and the last; means
/// @param lossFall share of its highest value since T_mem that the validation loss has lost by the
///     last sixth; empty = it was not logged
/// @param isLossHighest whether the last validation loss is the highest since T_mem
public record Plateau(
    double length, double level, double rise, OptionalDouble lossFall, boolean isLossHighest) {
  static final int FEWEST = 4;

  /// Times T_mem before which a plateau is not called overfitting with any confidence, a choice of
  /// ours: the catalog has delays of 5 (merrill2023) to 30 and more (seed-when).
  static final int EARLY = 10;

  private static final double THIRD = 1.0 / 3;
  private static final double SIXTH = 1.0 / 6;

  /// @param memorised T_mem
  /// @return empty = too few points
  static Optional<Plateau> of(List<Probe> probes, RunCriterion run, long memorised) {
    Criterion criterion = run.criterion();
    List<Probe> since =
        probes.stream()
            .filter(each -> each.step() >= memorised && run.isMeasured(each, Probe.VALIDATION))
            .toList();
    double from = Math.max(1, memorised);
    if (since.size() < FEWEST || since.getLast().step() <= from) {
      return Optional.empty();
    }
    double guess = criterion.score(criterion.guessing(run.baseline(Probe.VALIDATION)));
    double top = criterion.score(run.thresholds().validation());
    ToDoubleFunction<Probe> gained =
        each -> (criterion.score(run.value(each, Probe.VALIDATION)) - guess) / (top - guess);
    double length = since.getLast().step() / from;
    var time = new Time(since, from, StrictMath.log(length));
    return Optional.of(
        new Plateau(
            length,
            median(time.values(gained, 2 * THIRD, 1)),
            mean(time.values(gained, 2 * THIRD, 1)) - mean(time.values(gained, 0, THIRD)),
            lossFall(since, time),
            since.getLast().valueOrNaN(Probe.VALIDATION_LOSS) >= highestLoss(since)));
  }

  /// Points by the share of the logarithm of the time since T_mem at which they stand.
  private record Time(List<Probe> since, double from, double all) {
    double[] values(ToDoubleFunction<Probe> value, double low, double high) {
      return since.stream()
          .filter(each -> {
            double share = StrictMath.log(Math.max(1, each.step()) / from) / all;
            return share >= low && share <= high;
          })
          .mapToDouble(value)
          .filter(Double::isFinite)
          .toArray();
    }
  }

  private static OptionalDouble lossFall(List<Probe> since, Time time) {
    double highest = highestLoss(since);
    double now = mean(time.values(each -> each.valueOrNaN(Probe.VALIDATION_LOSS), 1 - SIXTH, 1));
    return Double.isNaN(highest) || Double.isNaN(now) || highest <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - now / highest);
  }

  private static double highestLoss(List<Probe> since) {
    return since.stream()
        .mapToDouble(each -> each.valueOrNaN(Probe.VALIDATION_LOSS))
        .filter(Double::isFinite)
        .max()
        .orElse(Double.NaN);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  Condition condition() {
    return GrokOdds.probability(this) >= GrokOdds.THRESHOLD
        ? Condition.MAY_GROK
        : Condition.ORDINARY_OVERFITTING;
  }

  double confidence() {
    double p = GrokOdds.probability(this);
    return isTooEarly() ? 0.5 : Math.max(p, 1 - p);
  }

  List<String> sentences(StepUnit unit) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        String.format(
            Locale.ROOT,
            "Since then the run has become %.3g times as long (in %s). Where 0 is guessing and 100"
                + " is all right, unseen data stand at %d, the median over the last third of that"
                + " time on a logarithmic axis; since the first third they %s.",
            length,
            unit.many(),
            Math.round(100 * level),
            moved()));
    lossFall.ifPresent(fall -> sentences.add(fallen(fall)));
    early().ifPresent(sentences::add);
    return sentences;
  }

  /// The reservation about a plateau that is called overfitting before its time.
  Optional<String> early() {
    return isTooEarly()
        ? Optional.of(
            ("That is early: networks of the catalog grok up to 30 times as late as they fit their"
                    + " training set and later, so ask again from %d times on.")
                .formatted(EARLY))
        : Optional.empty();
  }

  private boolean isTooEarly() {
    return length < EARLY && condition() == Condition.ORDINARY_OVERFITTING;
  }

  private String moved() {
    long points = Math.round(100 * rise);
    if (points == 0) {
      return "have not moved by a point";
    }
    return "have %s %d %s"
        .formatted(
            points > 0 ? "gained" : "lost",
            Math.abs(points),
            Math.abs(points) == 1 ? "point" : "points");
  }

  private String fallen(double fall) {
    return isLossHighest
        ? "The validation loss is at its highest now: it has not begun to fall."
        : String.format(
            Locale.ROOT,
            "Over the last sixth of the plateau (on a logarithmic axis) the mean of the validation"
                + " loss is %.0f %% below its highest value there.",
            100 * fall);
  }

  /// One of the numbers that tell whether it may grok.
  ///
  /// @param sentence with the number
  /// @param isForGrokking or against it
  public record Sign(String sentence, boolean isForGrokking) {}

  /// The numbers that tell whether it may grok, each by itself; their sum decides.
  public List<Sign> signs() {
    List<Sign> signs = new ArrayList<>();
    signs.add(
        new Sign(
            ("Between the first and the last third of the plateau unseen data %s, where 0 is"
                    + " guessing and 100 is all right.")
                .formatted(moved()),
            GrokOdds.isForGrokking(rise, lossFall.isPresent())));
    lossFall.ifPresent(fall -> signs.add(new Sign(fallen(fall), GrokOdds.isForGrokking(fall))));
    return signs;
  }
}
