package groklab.web;

import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Chooses probes to draw when a run has more than a screen can show. The steps are cut into
/// buckets of equal width on the axis they are drawn on, log(step + 1); of each bucket the first
/// and the last probe stay, and for every drawn column the probes with its smallest and its largest
/// value, so that no spike disappears.
public final class Thinning {
  /// Up to this many probes are all drawn.
  static final int DRAW_ALL = 2_000;

  /// About one bucket for every three pixels of a wide chart.
  private static final int BUCKETS = 300;

  private Thinning() {}

  /// @param metrics the probes
  /// @param columns the columns whose extremes must stay
  /// @param steps steps whose probes must stay
  /// @return the chosen probes, increasing; all of them if there are at most [#DRAW_ALL]
  static int[] choose(Metrics metrics, Collection<Metrics.Column> columns, Collection<Long> steps) {
    int size = metrics.size();
    var chosen = new TreeSet<Integer>();
    if (size <= DRAW_ALL) {
      for (int probe = 0; probe < size; probe++) {
        chosen.add(probe);
      }
    } else {
      for (int start = 0; start < size; ) {
        int end = start + 1;
        while (end < size && bucket(metrics, end) == bucket(metrics, start)) {
          end++;
        }
        Collections.addAll(chosen, start, end - 1);
        for (var column : columns) {
          addExtremes(column, start, end, chosen);
        }
        start = end;
      }
      for (int probe = 0; probe < size; probe++) {
        if (steps.contains(metrics.step(probe))) {
          chosen.add(probe);
        }
      }
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  /// The same for columns of numbers, in as many buckets as are asked for.
  ///
  /// @param steps increasing
  /// @param columns a value for each step, NaN where there is none
  /// @param most so many points are all chosen; of more, about as many, and never three times
  /// @return the chosen points, increasing
  public static int[] choose(long[] steps, List<double[]> columns, int most) {
    if (steps.length <= most) {
      return IntStream.range(0, steps.length).toArray();
    }
    int buckets = Math.max(1, most / (1 + columns.size()));
    var chosen = new BitSet();
    double low = place(steps[0]);
    double width = (place(steps[steps.length - 1]) - low) / buckets;
    for (int start = 0; start < steps.length; ) {
      int bucket = (int) ((place(steps[start]) - low) / width);
      int end = start + 1;
      while (end < steps.length && (int) ((place(steps[end]) - low) / width) == bucket) {
        end++;
      }
      chosen.set(start);
      chosen.set(end - 1);
      for (double[] column : columns) {
        addExtremes(column, start, end, chosen);
      }
      start = end;
    }
    return chosen.stream().toArray();
  }

  private static void addExtremes(double[] column, int start, int end, BitSet chosen) {
    int lowest = -1;
    int highest = -1;
    for (int i = start; i < end; i++) {
      if (!Double.isNaN(column[i])) {
        lowest = lowest < 0 || column[i] < column[lowest] ? i : lowest;
        highest = highest < 0 || column[i] > column[highest] ? i : highest;
      }
    }
    if (lowest >= 0) {
      chosen.set(lowest);
      chosen.set(highest);
    }
  }

  private static int bucket(Metrics metrics, int probe) {
    double low = place(metrics.step(0));
    double high = place(metrics.lastStep());
    double share = (place(metrics.step(probe)) - low) / (high - low);
    return (int) Math.min(BUCKETS - 1, BUCKETS * share);
  }

  private static double place(long step) {
    return Math.log1p((double) step);
  }

  /// Also keeps one measured value that is not finite, because that is a gap that must be seen.
  private static void addExtremes(Metrics.Column column, int start, int end, Set<Integer> chosen) {
    int lowest = -1;
    int highest = -1;
    int broken = -1;
    for (int probe = start; probe < end; probe++) {
      if (column.isFinite(probe)) {
        lowest = lowest < 0 || column.value(probe) < column.value(lowest) ? probe : lowest;
        highest = highest < 0 || column.value(probe) > column.value(highest) ? probe : highest;
      } else if (column.isMeasured(probe)) {
        broken = probe;
      }
    }
    for (int probe : new int[] {lowest, highest, broken}) {
      if (probe >= 0) {
        chosen.add(probe);
      }
    }
  }
}
