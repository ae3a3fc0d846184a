package groklab.lab.linear;

import java.util.Arrays;

/// A dense matrix of float64 numbers.
///
/// The array inside is shared, not copied: treat it as read-only.
///
/// @param rows at least 0
/// @param cols at least 0
/// @param values `rows · cols` numbers, row-major
public record Matrix(int rows, int cols, double[] values) {
  public Matrix {
    if (values.length != (long) rows * cols) {
      throw new IllegalArgumentException(
          "%d numbers do not fill a matrix of %d x %d; expected %d"
              .formatted(values.length, rows, cols, (long) rows * cols));
    }
  }

  /// The matrix with the given rows, all of one length.
  public static Matrix of(double[]... rows) {
    int cols = rows.length == 0 ? 0 : rows[0].length;
    double[] values = new double[rows.length * cols];
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].length != cols) {
        throw new IllegalArgumentException(
            "row %d has %d numbers; expected %d as in row 0".formatted(r, rows[r].length, cols));
      }
      System.arraycopy(rows[r], 0, values, r * cols, cols);
    }
    return new Matrix(rows.length, cols, values);
  }

  public double get(int row, int col) {
    return values[row * cols + col];
  }

  /// A copy of a row.
  public double[] row(int row) {
    return Arrays.copyOfRange(values, row * cols, (row + 1) * cols);
  }

  /// Copies of all rows.
  public double[][] toRows() {
    double[][] out = new double[rows][];
    Arrays.setAll(out, this::row);
    return out;
  }

  /// A copy of a column.
  public double[] column(int col) {
    double[] out = new double[rows];
    for (int r = 0; r < rows; r++) {
      out[r] = get(r, col);
    }
    return out;
  }

  public Matrix transposed() {
    double[] out = new double[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        out[c * rows + r] = values[r * cols + c];
      }
    }
    return new Matrix(cols, rows, out);
  }

  /// This · other, each element summed in order of the inner dimension.
  ///
  /// @throws IllegalArgumentException if the inner dimensions differ
  public Matrix times(Matrix other) {
    if (cols != other.rows) {
      throw new IllegalArgumentException(
          "a product of %d x %d and %d x %d is not defined"
              .formatted(rows, cols, other.rows, other.cols));
    }
    double[] out = new double[rows * other.cols];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < cols; k++) {
        double a = values[r * cols + k];
        for (int c = 0; c < other.cols; c++) {
          out[r * other.cols + c] += a * other.values[k * other.cols + c];
        }
      }
    }
    return new Matrix(rows, other.cols, out);
  }

  /// The rows with the given numbers, in that order.
  public Matrix rows(int... numbers) {
    double[] out = new double[numbers.length * cols];
    for (int r = 0; r < numbers.length; r++) {
      System.arraycopy(values, numbers[r] * cols, out, r * cols, cols);
    }
    return new Matrix(numbers.length, cols, out);
  }

  /// Each column minus its mean.
  public Matrix centred() {
    double[] means = new double[cols];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        means[c] += values[r * cols + c];
      }
    }
    double[] out = new double[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        out[r * cols + c] = values[r * cols + c] - means[c] / rows;
      }
    }
    return new Matrix(rows, cols, out);
  }

  /// Whether every number is finite.
  public boolean isFinite() {
    for (double v : values) {
      if (!Double.isFinite(v)) {
        return false;
      }
    }
    return true;
  }

  /// Σ of all squares; its root is the Frobenius norm.
  public double sumOfSquares() {
    return Numbers.dot(values, values);
  }
}
