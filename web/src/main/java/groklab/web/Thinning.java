package groklab.web;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// Chooses probes to draw when a run has more than a screen can show. The steps are cut into
/// buckets of equal width on the axis they are drawn on, log(step + 1); of each bucket the first
/// and the last probe stay, and for every drawn column the probes with its smallest and its largest
/// value, so that no spike disappears.
final class Thinning {
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
