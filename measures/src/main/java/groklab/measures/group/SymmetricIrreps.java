package groklab.measures.group;

import groklab.lab.linear.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The irreducible representations of S_n as real orthogonal matrices, in Young's orthogonal form.
///
/// One for each partition λ of n; the basis is the standard Young tableaux of shape λ. The
/// transposition s_i of i and i+1 (1-based, as in the tableaux) acts by ρ(s_i) T = (1/r) T + √(1 -
/// 1/r²) s_i T with r = c(i+1) - c(i), c = column - row the content of the box; s_i T is left out
/// where it is not standard, and there |r| = 1. Every other matrix is the product of these along a
/// word for the permutation. Everything is deterministic, and the same for either composition order
/// up to transposition: the word is read in the group's own order.
///
/// Names: (n) is the trivial, (n-1,1) the standard, (1,...,1) the sign representation, (2,1,...,1)
/// is standard times sign.
public final class SymmetricIrreps {
  private SymmetricIrreps() {}

  /// The partitions of n, the largest first: (4), (3,1), (2,2), (2,1,1), (1,1,1,1).
  public static List<int[]> partitions(int n) {
    List<int[]> out = new ArrayList<>();
    extend(n, n, new int[0], out);
    return out;
  }

  /// All irreducible representations, in the order of [#partitions].
  ///
  /// Cost: about n!·d³ for each; S_5 is instantaneous, S_6 takes a moment.
  ///
  /// @param permutations all n! of them, as their images, in the group's numbering
  /// @param composition the group's composition; ρ(a·b) = ρ(a)ρ(b) holds for it
  public static List<Representation> of(int[][] permutations, FiniteGroup.Composition composition) {
    int n = permutations[0].length;
    long expected = 1;
    for (int i = 2; i <= n; i++) {
      expected *= i;
    }
    if (permutations.length != expected) {
      throw new IllegalArgumentException(
          "%d permutations of %d points were given; expected all %d"
              .formatted(permutations.length, n, expected));
    }
    return partitions(n).stream().map(shape -> of(shape, permutations, composition)).toList();
  }

  /// The representation of one partition; the permutations need not be all of S_n.
  public static Representation of(
      int[] shape, int[][] permutations, FiniteGroup.Composition composition) {
    int n = Arrays.stream(shape).sum();
    Matrix[] generators = generators(shape, n);
    int d = generators.length == 0 ? 1 : generators[0].rows();
    double[] out = new double[permutations.length * d * d];
    for (int a = 0; a < permutations.length; a++) {
      if (permutations[a].length != n) {
        throw new IllegalArgumentException(
            "a permutation of %d points was given for a partition of %d"
                .formatted(permutations[a].length, n));
      }
      Matrix rho = alongWord(permutations[a], generators, d, composition);
      System.arraycopy(rho.values(), 0, out, a * d * d, d * d);
    }
    return new Representation(name(shape), d, new Matrix(permutations.length, d * d, out));
  }

  /// "(3,1,1)".
  static String name(int[] shape) {
    return Arrays.toString(shape).replace("[", "(").replace("]", ")").replace(" ", "");
  }

  /// ρ of a permutation along a word of swaps. Swapping the images at places j and j+1 is composing
  /// with s_j as the factor that acts first; when the swaps have sorted the images, the permutation
  /// is "first swap, then second swap, ...".
  private static Matrix alongWord(
      int[] permutation, Matrix[] generators, int d, FiniteGroup.Composition composition) {
    int[] images = permutation.clone();
    List<Integer> swaps = new ArrayList<>();
    for (int end = images.length - 1; end > 0; end--) {
      for (int j = 0; j < end; j++) {
        if (images[j] > images[j + 1]) {
          int kept = images[j];
          images[j] = images[j + 1];
          images[j + 1] = kept;
          swaps.add(j);
        }
      }
    }
    Matrix rho = identity(d);
    for (int j : swaps) {
      rho =
          composition == FiniteGroup.Composition.LEFT_FIRST
              ? rho.times(generators[j])
              : generators[j].times(rho);
    }
    return rho;
  }

  private static Matrix identity(int d) {
    double[] values = new double[d * d];
    for (int i = 0; i < d; i++) {
      values[i * d + i] = 1;
    }
    return new Matrix(d, d, values);
  }

  /// ρ(s_0), ..., ρ(s_{n-2}), where s_j swaps the points j and j+1 (0-based).
  private static Matrix[] generators(int[] shape, int n) {
    List<int[]> tableaux = tableaux(shape, n);
    int d = tableaux.size();
    Matrix[] out = new Matrix[n - 1];
    for (int j = 0; j < n - 1; j++) {
      double[] values = new double[d * d];
      for (int t = 0; t < d; t++) {
        int[] rowOf = tableaux.get(t);
        double r = content(rowOf, j + 1) - content(rowOf, j);
        values[t * d + t] = 1 / r;
        int[] swapped = rowOf.clone();
        swapped[j] = rowOf[j + 1];
        swapped[j + 1] = rowOf[j];
        int other = indexOf(tableaux, swapped);
        if (Math.abs(r) > 1) {
          values[other * d + t] = Math.sqrt(1 - 1 / (r * r));
        }
      }
      out[j] = new Matrix(d, d, values);
    }
    return out;
  }

  /// The standard tableaux, each as the row in which the numbers 0..n-1 stand, in lexicographic
  /// order.
  private static List<int[]> tableaux(int[] shape, int n) {
    List<int[]> out = new ArrayList<>();
    fill(shape, new int[shape.length], new int[n], 0, out);
    return out;
  }

  private static void fill(int[] shape, int[] lengths, int[] rowOf, int number, List<int[]> out) {
    if (number == rowOf.length) {
      out.add(rowOf.clone());
      return;
    }
    for (int row = 0; row < shape.length; row++) {
      boolean fits = lengths[row] < shape[row] && (row == 0 || lengths[row] < lengths[row - 1]);
      if (fits) {
        lengths[row]++;
        rowOf[number] = row;
        fill(shape, lengths, rowOf, number + 1, out);
        lengths[row]--;
      }
    }
  }

  /// Column minus row of the box that holds a number.
  private static int content(int[] rowOf, int number) {
    int column = 0;
    for (int i = 0; i < number; i++) {
      if (rowOf[i] == rowOf[number]) {
        column++;
      }
    }
    return column - rowOf[number];
  }

  private static int indexOf(List<int[]> tableaux, int[] wanted) {
    for (int i = 0; i < tableaux.size(); i++) {
      if (Arrays.equals(tableaux.get(i), wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static void extend(int rest, int largest, int[] start, List<int[]> out) {
    if (rest == 0) {
      out.add(start);
      return;
    }
    for (int part = Math.min(rest, largest); part >= 1; part--) {
      int[] longer = Arrays.copyOf(start, start.length + 1);
      longer[start.length] = part;
      extend(rest - part, part, longer, out);
    }
  }
}
