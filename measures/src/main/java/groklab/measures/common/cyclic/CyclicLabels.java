package groklab.measures.common.cyclic;

import groklab.lab.linear.Matrix;
import java.util.Arrays;

/// Which token and which class is which element of Z_m, so that an operation becomes z = x + y in
/// Z_m.
///
/// - a - b mod p: the right token b stands for -b. Then x + y = a - b.
/// - a·b mod p, p prime: on the nonzero residues, with g a generator, a = g^x, b = g^y, c = g^z
///   gives z = x + y in Z_{p-1}; the cells and the class of 0 are left out. The characters of this
///   group are cos(2πk·log_g(a)/(p-1)).
/// - a/b mod p: as multiplication, with the right token b = g^{-y}.
///
/// A network that multiplies has its peaks at these frequencies; in the spectrum over the residues
/// themselves nothing is to be seen. Which frequency gets which number depends on g; the smallest
/// generator is taken.
///
/// The tables that are relabelled must list their cells x-major: row a·columns + (b - firstY). The
/// arrays are shared: treat them as read-only.
///
/// @param order m
/// @param left the token on the left that stands for element x
/// @param right the token on the right that stands for element y
/// @param classes the class that stands for element z
/// @param columns number of values of the right token in the tables
/// @param firstY smallest right token in the tables
public record CyclicLabels(
    int order, int[] left, int[] right, int[] classes, int columns, int firstY) {
  public CyclicLabels {
    if (left.length != order || right.length != order || classes.length != order) {
      throw new IllegalArgumentException(
          "%d left tokens, %d right tokens and %d classes were given for Z_%d; expected %d of each"
              .formatted(left.length, right.length, classes.length, order, order));
    }
  }

  /// a + b mod p: every label is itself.
  public static CyclicLabels addition(int p) {
    int[] same = identity(p);
    return new CyclicLabels(p, same, same, same, p, 0);
  }

  /// a - b mod p.
  public static CyclicLabels subtraction(int p) {
    int[] same = identity(p);
    int[] negative = new int[p];
    Arrays.setAll(negative, y -> (p - y) % p);
    return new CyclicLabels(p, same, negative, same, p, 0);
  }

  /// a·b mod p on the nonzero residues, in tables that list all p² cells.
  ///
  /// @throws IllegalArgumentException if p is not a prime above 2
  public static CyclicLabels multiplication(int p) {
    int[] powers = powers(p);
    return new CyclicLabels(p - 1, powers, powers, powers, p, 0);
  }

  /// a/b mod p on the nonzero a, in tables that list the p(p-1) cells with b ≠ 0.
  ///
  /// @throws IllegalArgumentException if p is not a prime above 2
  public static CyclicLabels division(int p) {
    int[] powers = powers(p);
    int[] inverses = new int[p - 1];
    Arrays.setAll(inverses, y -> powers[(p - 1 - y) % (p - 1)]);
    return new CyclicLabels(p - 1, powers, inverses, powers, p - 1, 1);
  }

  /// The smallest generator of the nonzero residues modulo p.
  ///
  /// @throws IllegalArgumentException if p is not a prime above 2
  public static int generator(int p) {
    for (int g = 2; g < p; g++) {
      if (multiplicativeOrder(g, p) == p - 1) {
        return g;
      }
    }
    throw new IllegalArgumentException(
        "the nonzero residues modulo %d have no generator above 1; expected a prime above 2"
            .formatted(p));
  }

  /// The row of a relabelled table: cell (x, y) of the group is this row of the task's table.
  public int tableRow(int x, int y) {
    return left[x] * columns + right[y] - firstY;
  }

  /// Rows of a table (activations, attention) in standard order, m² x n.
  public Matrix activations(Matrix table) {
    return gather(table, identity(table.cols()));
  }

  /// The embedding rows of the left tokens, m x d.
  public Matrix leftTokens(Matrix embedding) {
    return embedding.rows(left);
  }

  /// The embedding rows of the right tokens, m x d. Subtraction differs from [#leftTokens] in the
  /// sign of the sines only.
  public Matrix rightTokens(Matrix embedding) {
    return embedding.rows(right);
  }

  /// The task's answers and training cells in standard order.
  ///
  /// @param answers the class of every row of the task's table
  /// @param train whether that row is trained on
  /// @throws IllegalArgumentException if an answer is not an element of the group
  public AnswerCells cells(int[] answers, boolean[] train) {
    int highest = Arrays.stream(classes).max().orElseThrow();
    int[] element = new int[highest + 1];
    Arrays.fill(element, -1);
    for (int z = 0; z < order; z++) {
      element[classes[z]] = z;
    }
    int[] newAnswers = new int[order * order];
    boolean[] newTrain = new boolean[order * order];
    for (int cell = 0; cell < newAnswers.length; cell++) {
      int row = tableRow(cell / order, cell % order);
      int answer = answers[row];
      if (answer < 0 || answer > highest || element[answer] < 0) {
        throw new IllegalArgumentException(
            ("row %d has the answer %d, which is no element of the group; give the right "
                    + "answers, without label noise")
                .formatted(row, answer));
      }
      newAnswers[cell] = element[answer];
      newTrain[cell] = train[row];
    }
    return new AnswerCells(newAnswers, newTrain);
  }

  private Matrix gather(Matrix table, int[] columnNumbers) {
    int n = columnNumbers.length;
    double[] out = new double[order * order * n];
    for (int cell = 0; cell < order * order; cell++) {
      int row = tableRow(cell / order, cell % order);
      for (int i = 0; i < n; i++) {
        out[cell * n + i] = table.get(row, columnNumbers[i]);
      }
    }
    return new Matrix(order * order, n, out);
  }

  private static int[] identity(int count) {
    int[] same = new int[count];
    Arrays.setAll(same, i -> i);
    return same;
  }

  private static int[] powers(int p) {
    int g = generator(p);
    int[] powers = new int[p - 1];
    powers[0] = 1;
    for (int x = 1; x < powers.length; x++) {
      powers[x] = (int) ((long) powers[x - 1] * g % p);
    }
    return powers;
  }

  /// The smallest e >= 1 with g^e ≡ 1 modulo p; 0 if there is none.
  private static int multiplicativeOrder(int g, int p) {
    long power = g;
    for (int e = 1; e < p; e++) {
      if (power == 1) {
        return e;
      }
      power = power * g % p;
    }
    return 0;
  }
}
