package groklab.measures.routing;

import groklab.lab.linear.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which experts an example uses in each layer (arXiv 2506.21551): those with the largest mean
/// share of the router's softmax, in descending order (of equal ones the lower number), the
/// shortest list whose shares add up to more than the threshold.
///
/// @param layers expert numbers of each layer, the most used first
record Pathway(List<int[]> layers) {
  /// what the source takes
  static final double THRESHOLD = 0.7;

  private static final int BREAK = -1;

  /// @param shares of each layer, `[examples, experts]`, means over an example's tokens
  static Pathway of(List<Matrix> shares, int example) {
    List<int[]> layers = new ArrayList<>();
    for (Matrix layer : shares) {
      layers.add(used(layer, example));
    }
    return new Pathway(layers);
  }

  private static int[] used(Matrix shares, int example) {
    int experts = shares.cols();
    int[] order =
        IntStream.range(0, experts)
            .boxed()
            .sorted(Comparator.comparingDouble(e -> -shares.get(example, e)))
            .mapToInt(Integer::intValue)
            .toArray();
    double sum = 0;
    int count = 0;
    while (count < experts && sum <= THRESHOLD) {
      sum += shares.get(example, order[count++]);
    }
    return Arrays.copyOf(order, count);
  }

  /// As the source writes it: numbers separated by commas, layers by hyphens, "3,1,5-0,7".
  String text() {
    return layers.stream()
        .map(layer -> Arrays.stream(layer).mapToObj(Integer::toString))
        .map(numbers -> numbers.collect(Collectors.joining(",")))
        .collect(Collectors.joining("-"));
  }

  /// The characters of [#text].
  int[] characters() {
    return text().chars().toArray();
  }

  /// The expert numbers, with -1 between layers.
  int[] tokens() {
    List<Integer> tokens = new ArrayList<>();
    for (int[] layer : layers) {
      if (!tokens.isEmpty()) {
        tokens.add(BREAK);
      }
      Arrays.stream(layer).forEach(tokens::add);
    }
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Experts of a layer, mean over the layers.
  double length() {
    return layers.stream().mapToInt(layer -> layer.length).average().orElse(Double.NaN);
  }

  /// Levenshtein's distance: the fewest insertions, deletions and exchanges that make b of a.
  static int distance(int[] a, int[] b) {
    int[] before = new int[b.length + 1];
    Arrays.setAll(before, j -> j);
    for (int i = 1; i <= a.length; i++) {
      int[] row = new int[b.length + 1];
      row[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int exchanged = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        row[j] = Math.min(exchanged, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[b.length];
  }
}
