package groklab.web.diagram;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// One measure of runs that differ in their seed alone.
///
/// @param title whose runs
/// @param measure in words, for the axis
/// @param logarithmic whether the axis of values is
/// @param unseen curves of the seeds: of unseen examples, or of a measure of neither set
/// @param train curves of the training set, or none
/// @param marks steps at which the median seed reached something
/// @param bands in which a median is expected
public record Panel(
    String title,
    String measure,
    boolean logarithmic,
    List<Curve> unseen,
    List<Curve> train,
    List<Mark> marks,
    List<Band> bands) {
  private static final int PLACES = 160;

  public Panel {
    unseen = List.copyOf(unseen);
    train = List.copyOf(train);
    marks = List.copyOf(marks);
    bands = List.copyOf(bands);
  }

  /// Values at growing steps.
  ///
  /// @param steps at least one
  public record Curve(long[] steps, double[] values) {
    /// On a line between probes over log(step + 1); the end stays.
    double at(double step) {
      int right = 0;
      while (right < steps.length && steps[right] < step) {
        right++;
      }
      if (right == 0) {
        return values[0];
      }
      if (right == steps.length) {
        return values[right - 1];
      }
      double from = Math.log1p((double) steps[right - 1]);
      double share = (Math.log1p(step) - from) / (Math.log1p((double) steps[right]) - from);
      return values[right - 1] + share * (values[right] - values[right - 1]);
    }

    private long last() {
      return steps[steps.length - 1];
    }
  }

  /// @param name as it is written beside its line
  public record Mark(String name, double step) {}

  /// @param steps whether it is one of steps, and not of values
  public record Band(boolean steps, double low, double high) {}

  /// The last step of any seed.
  long end() {
    return unseen.stream().mapToLong(Curve::last).max().orElse(1);
  }

  /// Seed by seed the middle one.
  static Curve median(List<Curve> curves) {
    long end = curves.stream().mapToLong(Curve::last).max().orElseThrow();
    long[] steps =
        DoubleStream.iterate(0, i -> i <= PLACES, i -> i + 1)
            .map(i -> Math.rint(Math.expm1(i / PLACES * Math.log1p((double) end))))
            .mapToLong(step -> (long) step)
            .distinct()
            .toArray();
    double[] values =
        Arrays.stream(steps)
            .mapToDouble(
                step -> middle(curves.stream().mapToDouble(each -> each.at((double) step))))
            .toArray();
    return new Curve(steps, values);
  }

  private static double middle(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
