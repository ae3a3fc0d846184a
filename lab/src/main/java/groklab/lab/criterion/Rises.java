package groklab.lab.criterion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the rises of a curve of scores.
///
/// A rise begins when the score is higher than its lowest since the last rise by what is clear. It
/// is over when the score falls by as much from its highest, or gains less than that while the
/// number of steps triples; the next one begins from there. Three is the factor that makes a delay
/// grokking ([groklab.lab.phase.VerdictRule]): a pause that long between two rises is told from a
/// bend in one.
///
/// A rise that gains less than what is clear over every tripling of the steps is too slow to be
/// seen, and of one that is slow at its ends only the middle is.
public final class Rises {
  private static final long PAUSE = 3;

  private final Criterion criterion;
  private final long[] steps;
  private final double[] scores;

  private Rises(Criterion criterion, long[] steps, double[] scores) {
    this.criterion = criterion;
    this.steps = steps;
    this.scores = scores;
  }

  /// The rises in ascending order.
  ///
  /// @param steps ascending
  /// @param values of the criterion, one for each step; those that have no finite score are passed
  ///     over
  public static List<Rise> of(Criterion criterion, long[] steps, double[] values) {
    int[] kept = new int[steps.length];
    int count = 0;
    for (int i = 0; i < steps.length; i++) {
      if (Double.isFinite(criterion.score(values[i]))) {
        kept[count++] = i;
      }
    }
    int[] finite = Arrays.copyOf(kept, count);
    return new Rises(
            criterion,
            Arrays.stream(finite).mapToLong(i -> steps[i]).toArray(),
            Arrays.stream(finite).mapToDouble(i -> criterion.score(values[i])).toArray())
        .find();
  }

  private List<Rise> find() {
    var rises = new ArrayList<Rise>();
    int low = 0;
    int i = 0;
    while (i < scores.length) {
      if (scores[i] < scores[low]) {
        low = i;
      }
      if (scores[i] >= scores[low] + criterion.clear()) {
        int from = lastAtLevel(low, i);
        int to = highest(i);
        rises.add(rise(from, to));
        low = to;
        i = to;
      }
      i++;
    }
    return rises;
  }

  /// The last probe before `up` that is no more than a quarter of what is clear above the lowest:
  /// on a plateau with noise the lowest may be far from where the rise begins.
  private int lastAtLevel(int low, int up) {
    int from = up - 1;
    while (scores[from] > scores[low] + criterion.clear() / 4) {
      from--;
    }
    return from;
  }

  /// The probe with the highest score of the rise that is under way at `up`.
  private int highest(int up) {
    int high = up;
    int gained = up; // the last probe at which what is clear had been gained anew
    for (int i = up + 1; i < scores.length; i++) {
      boolean paused = steps[i] >= PAUSE * Math.max(1, steps[gained]);
      if (paused || scores[i] <= scores[high] - criterion.clear()) {
        return high;
      }
      high = scores[i] > scores[high] ? i : high;
      gained = scores[i] >= scores[gained] + criterion.clear() ? i : gained;
    }
    return high;
  }

  private Rise rise(int from, int to) {
    return new Rise(
        steps[from],
        steps[to],
        criterion.valueAt(scores[from]),
        criterion.valueAt(scores[to]),
        steps[reached(from, to, 0.1)],
        steps[reached(from, to, 0.9)]);
  }

  private int reached(int from, int to, double share) {
    double wanted = scores[from] + share * (scores[to] - scores[from]);
    int i = from;
    while (i < to && scores[i] < wanted) {
      i++;
    }
    return i;
  }
}
