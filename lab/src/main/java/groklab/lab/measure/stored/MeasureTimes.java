package groklab.lab.measure.stored;

import groklab.lab.measure.Measure;
import groklab.lab.measure.Subject;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.spec.RunSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.apache.commons.statistics.descriptive.Median;

/// Times measures on stored weights, each taken alone, so that what its needs cost is in its time;
/// beside it stands what the cost model says, by which a run decides how often it takes them.
///
/// All of them are taken for a while before the first is timed: code that several share is compiled
/// while some other measure runs, and whichever came first would seem five times as dear as its
/// equals.
public final class MeasureTimes {
  private static final long WARM_UP_NANOS = 500_000_000;
  private static final int TAKES = 5;
  private static final double NANOS_PER_MILLISECOND = 1e6;

  private MeasureTimes() {}

  /// What one measure costs at a probe of its own.
  ///
  /// @param milliseconds the median of 5 takes
  /// @param operations of a matrix product, by the cost model
  public record Time(Measure measure, double milliseconds, long operations) {}

  /// Times those measures that apply to the last of the files, one after another.
  ///
  /// @param foreignSpec the spec of weights that are not of a run of ours; empty = weights alone
  /// @param threads of the engine
  /// @param each is given every result as soon as there is one
  /// @return measures that do not apply, with the reason
  public static SequencedMap<String, String> time(
      StoredFiles files,
      Optional<RunSpec> foreignSpec,
      List<Measure> measures,
      int threads,
      Consumer<Time> each) {
    Optional<RunSpec> spec = files.spec(foreignSpec);
    StoredWeights weights = StoredWeights.read(files.files().getLast().path());
    if (spec.isEmpty()) {
      return time(weights.subject(), measures, each);
    }
    try (var model = new StoredModel(spec.get(), files.runSpec().isPresent(), threads)) {
      model.load(weights);
      return time(model.subject(), measures, each);
    }
  }

  private static SequencedMap<String, String> time(
      Subject subject, List<Measure> measures, Consumer<Time> each) {
    var notApplicable = new LinkedHashMap<String, String>();
    List<Measure> fitting = new ArrayList<>();
    for (Measure measure : measures) {
      ProbeMeter.obstacle(measure, subject)
          .ifPresentOrElse(
              why -> notApplicable.put(measure.name(), why), () -> fitting.add(measure));
    }
    for (Measure measure : fitting) {
      try (var meter = new ProbeMeter(subject, List.of(measure))) {
        warmUp(meter);
      }
    }
    for (Measure measure : fitting) {
      try (var meter = new ProbeMeter(subject, List.of(measure))) {
        each.accept(new Time(measure, milliseconds(meter), meter.cost()));
      }
    }
    return notApplicable;
  }

  private static void warmUp(ProbeMeter meter) {
    long begin = System.nanoTime();
    do {
      meter.take(0);
    } while (System.nanoTime() - begin < WARM_UP_NANOS);
  }

  /// The first take of a meter loads its plans, so it is not timed.
  private static double milliseconds(ProbeMeter meter) {
    meter.take(0);
    double[] times = new double[TAKES];
    for (int i = 0; i < TAKES; i++) {
      long from = System.nanoTime();
      meter.take(0);
      times[i] = (System.nanoTime() - from) / NANOS_PER_MILLISECOND;
    }
    return Median.withDefaults().evaluate(times);
  }
}
