package groklab.monitor.watch;

import groklab.monitor.log.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds where a series leaps: after a stretch in which it stood still, two points in a row lie
/// beyond what the stretch scatters over, on the same side.
///
/// The stretch is the last [#MOST] points before, at least [#FEWEST]; or, where a log is so dense
/// that those are no time at all, up to [#SAMPLE] of the points between a quarter and four fifths
/// of the steps, since a rise that takes half as long as everything before is sudden, too. It
/// stands still where the medians of its halves differ by no more than its scatter (1.4826 times
/// the median absolute deviation) or than half of the smallest leap. Beyond means by more than
/// [#FAR] times the scatter and more than the smallest leap: 0.05 of an accuracy, a tenth of the
/// level of anything else. The rule and its numbers are ours. It looks at no point that comes later
/// than the two, so what it finds in a whole series is what somebody who watched would have been
/// told.
public final class Leaps {
  static final int FEWEST = 8;
  static final int MOST = 16;
  static final int SAMPLE = 64;
  private static final double OLDEST = 0.25;
  private static final double NEWEST = 0.8;
  static final double FAR = 6;
  private static final double NORMAL = 1.4826;
  private static final double ACCURACY = 0.05;
  private static final double SHARE = 0.1;

  private Leaps() {}

  /// What a value of a series means.
  public enum Scale {
    /// share of right answers: higher is better
    ACCURACY,
    /// lower is better
    LOSS,
    /// nobody knows which way is better
    UNKNOWN
  }

  /// Those to the better, in the order of their steps; both ways where the scale is not known.
  public static List<Leap> of(Series series, Scale scale) {
    List<Leap> leaps = new ArrayList<>();
    double[] values = series.values();
    int begin = 0;
    for (int i = FEWEST; i + 1 < values.length; i++) {
      if (i - begin < FEWEST) {
        continue;
      }
      double[] stretch = stretch(series, begin, i);
      double level = median(stretch);
      double far = far(stretch, level, scale);
      double first = values[i] - level;
      double second = values[i + 1] - level;
      boolean same = Math.signum(first) == Math.signum(second);
      if (same && Math.min(Math.abs(first), Math.abs(second)) > far && isBetter(first, scale)) {
        leaps.add(
            new Leap(
                series.name(), series.steps()[i], series.steps()[i + 1], level, values[i + 1]));
        begin = i + 2;
      }
    }
    return leaps;
  }

  private static double[] stretch(Series series, int begin, int end) {
    long step = series.steps()[end];
    int from = Math.max(begin, firstFrom(series.steps(), OLDEST * step));
    int to = firstFrom(series.steps(), NEWEST * step);
    if (to - from <= MOST) {
      return Arrays.copyOfRange(series.values(), Math.max(begin, end - MOST), end);
    }
    int size = Math.min(SAMPLE, to - from);
    double[] sample = new double[size];
    for (int i = 0; i < size; i++) {
      sample[i] = series.values()[from + (int) ((long) i * (to - from) / size)];
    }
    return sample;
  }

  /// Index of the first point at a step or later.
  private static int firstFrom(long[] steps, double step) {
    int found = Arrays.binarySearch(steps, (long) Math.ceil(step));
    return found >= 0 ? found : -found - 1;
  }

  private static boolean isBetter(double change, Scale scale) {
    return switch (scale) {
      case ACCURACY -> change > 0;
      case LOSS -> change < 0;
      case UNKNOWN -> true;
    };
  }

  /// How far a point has to be from the level; infinite where the stretch does not stand still.
  private static double far(double[] stretch, double level, Scale scale) {
    if (!Arrays.stream(stretch).allMatch(Double::isFinite)) {
      return Double.POSITIVE_INFINITY;
    }
    double scatter =
        NORMAL * median(Arrays.stream(stretch).map(value -> Math.abs(value - level)).toArray());
    double smallest = scale == Scale.ACCURACY ? ACCURACY : SHARE * Math.abs(level);
    int half = stretch.length / 2;
    double drift =
        Math.abs(
            median(Arrays.copyOfRange(stretch, 0, half))
                - median(Arrays.copyOfRange(stretch, half, stretch.length)));
    return drift > Math.max(scatter, smallest / 2)
        ? Double.POSITIVE_INFINITY
        : Math.max(FAR * scatter, smallest);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
