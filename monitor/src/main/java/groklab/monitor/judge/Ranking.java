package groklab.monitor.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How well scores rank runs that generalise above runs that do not.
///
/// @param auc the share of pairs of one of each in which the one that generalises has the larger
///     score, ties counting half; NaN without any pair
/// @param low of the gain over another score: its 2.5 % quantile over resampled cells; NaN = not
///     asked
/// @param high the 97.5 % quantile
public record Ranking(double auc, double low, double high) {
  private static final int RESAMPLES = 1_000;
  private static final double TAIL = 0.025;

  /// @param score which of the scores
  static double auc(List<Scored> runs, int score) {
    double[] values = runs.stream().mapToDouble(each -> each.scores().get(score)).toArray();
    boolean[] positive = new boolean[values.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = runs.get(i).generalised();
    }
    return auc(values, positive);
  }

  /// By the sum of the ranks of the positive ones.
  static double auc(double[] values, boolean[] positive) {
    Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
    double ranks = 0;
    long yes = 0;
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        if (positive[order[i]]) {
          ranks += (from + to + 1) / 2.0;
          yes++;
        }
      }
      from = to;
    }
    long no = values.length - yes;
    return yes == 0 || no == 0 ? Double.NaN : (ranks - yes * (yes + 1) / 2.0) / (yes * (double) no);
  }

  /// The score at `score` beside that at `rival`, with an interval of the gain: cells are drawn
  /// anew, all runs of a cell together, since they say the same more than once.
  static Ranking beside(List<Scored> runs, int score, int rival) {
    Map<String, List<Scored>> cells = new LinkedHashMap<>();
    runs.forEach(each -> cells.computeIfAbsent(each.cell(), c -> new ArrayList<>()).add(each));
    List<List<Scored>> all = List.copyOf(cells.values());
    var random = new SplittableRandom(0);
    double[] gains =
        IntStream.range(0, all.isEmpty() ? 0 : RESAMPLES)
            .mapToObj(i ->
                random
                    .ints(all.size(), 0, all.size())
                    .mapToObj(all::get)
                    .flatMap(List::stream)
                    .toList())
            .mapToDouble(drawn -> auc(drawn, score) - auc(drawn, rival))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return new Ranking(auc(runs, rival), quantile(gains, TAIL), quantile(gains, 1 - TAIL));
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
