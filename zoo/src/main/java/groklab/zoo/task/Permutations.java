package groklab.zoo.task;

/// The permutations of 0..n-1, each as its images (p[0], ..., p[n-1]), numbered in lexicographic
/// order of the images.
public final class Permutations {
  private Permutations() {}

  /// n!, the number of permutations.
  public static int count(int degree) {
    int count = 1;
    for (int i = 2; i <= degree; i++) {
      count = Math.multiplyExact(count, i);
    }
    return count;
  }

  /// All of them: row r is the permutation of rank r.
  public static int[][] inOrder(int degree) {
    int[][] all = new int[count(degree)][];
    for (int rank = 0; rank < all.length; rank++) {
      all[rank] = ofRank(rank, degree);
    }
    return all;
  }

  /// The number of permutations that come before this one in lexicographic order.
  public static int rank(int[] permutation) {
    int n = permutation.length;
    int rank = 0;
    for (int i = 0; i < n; i++) {
      int smallerLater = 0;
      for (int j = i + 1; j < n; j++) {
        if (permutation[j] < permutation[i]) {
          smallerLater++;
        }
      }
      rank = rank * (n - i) + smallerLater;
    }
    return rank;
  }

  /// First a, then b: i ↦ b(a(i)).
  static int[] then(int[] a, int[] b) {
    int[] product = new int[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = b[a[i]];
    }
    return product;
  }

  /// The permutation that undoes a.
  static int[] inverse(int[] a) {
    int[] inverse = new int[a.length];
    for (int i = 0; i < a.length; i++) {
      inverse[a[i]] = i;
    }
    return inverse;
  }

  private static int[] ofRank(int rank, int degree) {
    int[] permutation = new int[degree];
    boolean[] used = new boolean[degree];
    int block = count(degree);
    int rest = rank;
    for (int i = 0; i < degree; i++) {
      block /= degree - i;
      int image = unusedAt(used, rest / block);
      rest %= block;
      used[image] = true;
      permutation[i] = image;
    }
    return permutation;
  }

  /// The unused value that has `smaller` unused values below it.
  private static int unusedAt(boolean[] used, int smaller) {
    int value = 0;
    int skip = smaller;
    while (used[value] || skip > 0) {
      if (!used[value]) {
        skip--;
      }
      value++;
    }
    return value;
  }
}
