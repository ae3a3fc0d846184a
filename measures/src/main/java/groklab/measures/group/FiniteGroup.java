package groklab.measures.group;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A finite group as its multiplication table.
public final class FiniteGroup {
  private final int[][] product;
  private final int[] inverse;
  private final int identity;

  /// Which factor of a product of permutations acts first. It decides what "left" coset means.
  public enum Composition {
    /// (a·b)(i) = b(a(i)): the laboratory's tasks and openai/grok.
    LEFT_FIRST,
    /// (a·b)(i) = a(b(i)): composition of functions, the usual one in books and in
    /// dashstander/sn-grok.
    RIGHT_FIRST
  }

  private FiniteGroup(int[][] product, int[] inverse, int identity) {
    this.product = product;
    this.inverse = inverse;
    this.identity = identity;
  }

  /// The group of these permutations, numbered as listed. Cost: n² compositions.
  ///
  /// @param permutations the images of each; the list must be closed under composition
  public static FiniteGroup ofPermutations(int[][] permutations, Composition composition) {
    int n = permutations.length;
    Map<List<Integer>, Integer> numbers = new HashMap<>();
    for (int i = 0; i < n; i++) {
      numbers.put(key(permutations[i]), i);
    }
    int[][] product = new int[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        int[] first = permutations[composition == Composition.LEFT_FIRST ? a : b];
        int[] second = permutations[composition == Composition.LEFT_FIRST ? b : a];
        int[] both = new int[first.length];
        Arrays.setAll(both, i -> second[first[i]]);
        Integer number = numbers.get(key(both));
        if (number == null) {
          throw new IllegalArgumentException(
              "the product %s of permutations %d and %d is not listed; expected a closed list"
                  .formatted(Arrays.toString(both), a, b));
        }
        product[a][b] = number;
      }
    }
    return withInverses(product);
  }

  private static FiniteGroup withInverses(int[][] product) {
    int n = product.length;
    int identity = -1;
    for (int e = 0; e < n && identity < 0; e++) {
      if (isNeutral(product, e)) {
        identity = e;
      }
    }
    if (identity < 0) {
      throw new IllegalArgumentException(
          "a table of %d elements without a neutral element was given; expected a group"
              .formatted(n));
    }
    int[] inverse = new int[n];
    for (int a = 0; a < n; a++) {
      inverse[a] = -1;
      for (int b = 0; b < n; b++) {
        if (product[a][b] == identity && product[b][a] == identity) {
          inverse[a] = b;
        }
      }
      if (inverse[a] < 0) {
        throw new IllegalArgumentException(
            "element %d has no inverse; expected a group".formatted(a));
      }
    }
    return new FiniteGroup(product, inverse, identity);
  }

  private static boolean isNeutral(int[][] product, int e) {
    for (int a = 0; a < product.length; a++) {
      if (product[e][a] != a || product[a][e] != a) {
        return false;
      }
    }
    return true;
  }

  private static List<Integer> key(int[] permutation) {
    return Arrays.stream(permutation).boxed().toList();
  }

  /// n, the number of elements.
  public int order() {
    return product.length;
  }

  /// a·b.
  public int times(int a, int b) {
    return product[a][b];
  }

  /// a⁻¹.
  public int inverse(int a) {
    return inverse[a];
  }

  /// The neutral element.
  public int identity() {
    return identity;
  }
}
