package groklab.web.live;

import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.RunSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// What is kept of a run in memory: enough for its line in the table and for drawing its accuracies
/// on top of others, a few kilobytes.
///
/// @param memorised the first probe at which train accuracy reached the run's threshold
/// @param generalised the same of validation accuracy
/// @param train train accuracy
/// @param validation validation accuracy
record RunSketch(
    String name,
    long seed,
    OptionalLong memorised,
    OptionalLong generalised,
    Curve train,
    Curve validation) {
  private static final int BUCKETS = 60;

  /// One measure, thinned for drawing; only finite values.
  ///
  /// @param steps increasing
  /// @param values one for each step
  record Curve(long[] steps, double[] values) {

    static Curve of(ColumnScan scan, int column) {
      double[] all = scan.columns().get(column);
      int[] chosen = scan.thinned(all, BUCKETS);
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
  static ColumnScan scan(RunDirectory run) {
    return ColumnScan.of(run.metricsFile(), Probe.TRAIN_ACCURACY, Probe.VALIDATION_ACCURACY);
  }

  static RunSketch of(RunDirectory run) {
    return of(run.readSpec(), scan(run));
  }

  /// @param scan of [#scan]
  static RunSketch of(RunSpec spec, ColumnScan scan) {
    return new RunSketch(
        spec.name(),
        spec.seed(),
        crossing(scan, 0, spec.probes().trainThreshold()),
        crossing(scan, 1, spec.probes().validationThreshold()),
        Curve.of(scan, 0),
        Curve.of(scan, 1));
  }

  private static OptionalLong crossing(ColumnScan scan, int column, double threshold) {
    double[] values = scan.columns().get(column);
    for (int i = 0; i < values.length; i++) {
      if (values[i] >= threshold) {
        return OptionalLong.of(scan.steps()[i]);
      }
    }
    return OptionalLong.empty();
  }

  /// The curve of a measure, if it is one that is kept.
  Optional<Curve> kept(String measure) {
    return switch (measure) {
      case Probe.TRAIN_ACCURACY -> Optional.of(train);
      case Probe.VALIDATION_ACCURACY -> Optional.of(validation);
      default -> Optional.empty();
    };
  }
}
