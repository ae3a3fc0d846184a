package groklab.web.live;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.RunSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What is kept of a run in memory: enough for its line in the table and for drawing its
/// criterion's measures on top of others, a few kilobytes.
///
/// @param memorised the first probe at which the training set, if there is one, reached the run's
///     threshold
/// @param generalised the same of the validation set
/// @param curves of the measures that the criterion reads
record RunSketch(
    String name,
    long seed,
    OptionalLong memorised,
    OptionalLong generalised,
    Map<String, Curve> curves) {
  private static final int BUCKETS = 60;

  /// One measure, thinned for drawing; only finite values.
  ///
  /// @param steps increasing
  /// @param values one for each step
  record Curve(long[] steps, double[] values) {

    /// @param events steps that are kept whatever is thinned: their marks lie on the curve
    static Curve of(ColumnScan scan, int column, OptionalLong... events) {
      double[] all = scan.columns().get(column);
      IntStream marked =
          Stream.of(events)
              .flatMapToLong(OptionalLong::stream)
              .mapToInt(step -> Arrays.binarySearch(scan.steps(), step))
              .filter(index -> index >= 0);
      int[] chosen =
          IntStream.concat(IntStream.of(scan.thinned(all, BUCKETS)), marked)
              .sorted()
              .distinct()
              .toArray();
      long[] steps = new long[chosen.length];
      double[] values = new double[chosen.length];
      int count = 0;
      for (int i : chosen) {
        if (Double.isFinite(all[i])) {
          steps[count] = scan.steps()[i];
          values[count++] = all[i];
        }
      }
      return new Curve(Arrays.copyOf(steps, count), Arrays.copyOf(values, count));
    }
  }

  /// Reads the columns that a sketch is made from.
  static ColumnScan scan(RunDirectory run, RunCriterion criterion) {
    return ColumnScan.of(run.metricsFile(), measures(criterion).toArray(String[]::new));
  }

  static RunSketch of(RunDirectory run) {
    var criterion = run.readCriterion();
    return of(run.readSpec(), criterion, scan(run, criterion));
  }

  /// @param scan of [#scan]
  static RunSketch of(RunSpec spec, RunCriterion criterion, ColumnScan scan) {
    var memorised =
        spec.task().fresh() ? OptionalLong.empty() : crossing(scan, criterion, Probe.TRAIN);
    var generalised = crossing(scan, criterion, Probe.VALIDATION);
    var curves = new LinkedHashMap<String, Curve>();
    measures(criterion)
        .forEach(
            measure -> curves.put(measure, Curve.of(scan, curves.size(), memorised, generalised)));
    return new RunSketch(spec.name(), spec.seed(), memorised, generalised, curves);
  }

  private static List<String> measures(RunCriterion criterion) {
    return Stream.of(Probe.TRAIN, Probe.VALIDATION)
        .flatMap(set -> criterion.criterion().measures(set).stream())
        .distinct()
        .toList();
  }

  /// The criterion's values of a set, NaN where it was not measured or is not finite.
  ///
  /// @param scan of [#scan]
  static double[] values(ColumnScan scan, RunCriterion criterion, String set) {
    var measures = measures(criterion);
    var wanted = criterion.criterion().measures(set);
    double[] values = new double[scan.steps().length];
    for (int i = 0; i < values.length; i++) {
      var taken = new LinkedHashMap<String, Double>();
      for (String measure : wanted) {
        double value = scan.columns().get(measures.indexOf(measure))[i];
        if (!Double.isNaN(value)) {
          taken.put(measure, value);
        }
      }
      values[i] = criterion.value(new Probe(scan.steps()[i], taken), set);
    }
    return values;
  }

  private static OptionalLong crossing(ColumnScan scan, RunCriterion criterion, String set) {
    double[] values = values(scan, criterion, set);
    return IntStream.range(0, values.length)
        .filter(i -> criterion.isReached(set, values[i]))
        .mapToLong(i -> scan.steps()[i])
        .findFirst();
  }

  /// The last finite value of a kept measure, NaN if there is none.
  double last(String measure) {
    return kept(measure)
        .filter(curve -> curve.values().length > 0)
        .map(curve -> curve.values()[curve.values().length - 1])
        .orElse(Double.NaN);
  }

  /// The curve of a measure, if it is one that is kept.
  Optional<Curve> kept(String measure) {
    return Optional.ofNullable(curves.get(measure));
  }
}
