package groklab.measures.common.cyclic;

import groklab.lab.linear.Matrix;
import java.util.Arrays;

/// The orthonormal real Fourier basis of the functions on Z_m, in the order of arXiv 2301.05217
/// (its code).
///
/// Row 0 is the constant 1/√m; row 2k-1 is cos(w_k j)/√(m/2) and row 2k is sin(w_k j)/√(m/2), j =
/// 0..m-1, w_k = 2πk/m, for the frequencies k with 2k < m. For even m the last row, m-1, is
/// (-1)^j/√m: the frequency m/2 has no sine. (The paper's code handles odd m only: for even m it
/// would divide the zero sine by its norm.)
///
/// The angles are reduced modulo m before the cosine is taken, so a high frequency is as exact as a
/// low one.
public final class FourierBasis {
  private final int order;
  private final double[] cosines;
  private final double[] sines;
  private final Matrix rows;

  private FourierBasis(int order) {
    this.order = order;
    cosines = new double[order];
    sines = new double[order];
    for (int j = 0; j < order; j++) {
      cosines[j] = StrictMath.cos(2 * StrictMath.PI * j / order);
      sines[j] = StrictMath.sin(2 * StrictMath.PI * j / order);
    }
    rows = makeRows();
  }

  /// The basis for Z_m. Cost: m² multiplications.
  ///
  /// @throws IllegalArgumentException if the order is below 2
  public static FourierBasis of(int order) {
    if (order < 2) {
      throw new IllegalArgumentException(
          "a Fourier basis of Z_%d was asked for; expected an order of at least 2"
              .formatted(order));
    }
    return new FourierBasis(order);
  }

  private Matrix makeRows() {
    double[] values = new double[order * order];
    Arrays.fill(values, 0, order, 1 / Math.sqrt(order));
    for (int k = 1; k <= frequencies(); k++) {
      double scale = 1 / Math.sqrt(hasSine(k) ? order / 2.0 : order);
      for (int j = 0; j < order; j++) {
        values[(2 * k - 1) * order + j] = cos(k, j) * scale;
        if (hasSine(k)) {
          values[2 * k * order + j] = sin(k, j) * scale;
        }
      }
    }
    return new Matrix(order, order, values);
  }

  /// m, the number of elements and of basis functions.
  public int order() {
    return order;
  }

  /// The highest frequency, ⌊m/2⌋.
  public int frequencies() {
    return order / 2;
  }

  /// Whether the frequency has a sine beside its cosine; only m/2 of an even m has none.
  public boolean hasSine(int frequency) {
    return 2 * frequency != order;
  }

  /// The row numbers of a frequency: its cosine and, where there is one, its sine; frequency 0 is
  /// the constant.
  ///
  /// @throws IllegalArgumentException if the frequency is outside 0..⌊m/2⌋
  public int[] rowsOf(int frequency) {
    if (frequency < 0 || frequency > frequencies()) {
      throw new IllegalArgumentException(
          "frequency %d was given; Z_%d has the frequencies 0..%d"
              .formatted(frequency, order, frequencies()));
    }
    if (frequency == 0) {
      return new int[] {0};
    }
    return hasSine(frequency)
        ? new int[] {2 * frequency - 1, 2 * frequency}
        : new int[] {2 * frequency - 1};
  }

  /// The basis functions as rows of an m x m orthogonal matrix F.
  public Matrix rows() {
    return rows;
  }

  /// cos(2πkj/m) for any integers k and j.
  public double cos(int k, int j) {
    return cosines[Math.floorMod((long) k * j, order)];
  }

  /// sin(2πkj/m) for any integers k and j.
  public double sin(int k, int j) {
    return sines[Math.floorMod((long) k * j, order)];
  }

  /// F·values: the Fourier coefficients of every column of an m x n matrix. Cost: m²n
  /// multiply-adds.
  public Matrix transform(Matrix values) {
    requireRows(values, order, "a function on Z_%d".formatted(order));
    return rows.times(values);
  }

  /// Fᵀ·coefficients, the inverse of [#transform].
  public Matrix inverse(Matrix coefficients) {
    requireRows(coefficients, order, "Fourier coefficients on Z_%d".formatted(order));
    return rows.transposed().times(coefficients);
  }

  public static void requireRows(Matrix given, int expected, String what) {
    if (given.rows() != expected) {
      throw new IllegalArgumentException(
          "a matrix of %d rows was given; %s has %d".formatted(given.rows(), what, expected));
    }
  }
}
