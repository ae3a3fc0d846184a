package groklab.measures.group;

import groklab.lab.linear.Matrix;

/// How much of a table lies in the span of a representation's matrix elements, as a share of the
/// squared norm, 0..1.
///
/// Orthonormalise the d² functions of ρ on the group to Q (n x r) and take ‖Qᵀ·E‖²/‖E‖² (arXiv
/// 2302.03025, section 4.2 and its code). The spans of different irreducible representations are
/// orthogonal and together all of the functions, so the shares over all of them add up to 1.
///
/// A random n x d table has the expected share r/n in each: 16/120 for the standard representation
/// of S_5. Compare with that before calling a share large.
public final class RepresentationShare {
  private RepresentationShare() {}

  /// Which product of the operands the functions of hidden activations are functions of.
  public enum Argument {
    /// ρ(a).
    LEFT,
    /// ρ(b).
    RIGHT,
    /// ρ(a·b).
    PRODUCT
  }

  /// The share of an n x d table over group elements: the *total* embedding of one side (embedding
  /// times its block of the hidden layer's weights), or W_Uᵀ. Not centred, as in the code: the mean
  /// is the share of the trivial representation. Cost: n·r·d.
  ///
  /// @return NaN for a table of zeros
  public static double ofTable(Matrix table, Representation representation) {
    requireRows(table, representation.matrices().rows());
    Matrix coefficients = representation.orthonormalFunctions().transposed().times(table);
    return coefficients.sumOfSquares() / table.sumOfSquares();
  }

  /// The share of hidden activations, n² x h, in the functions ρ(a), ρ(b) or ρ(a·b) of the inputs.
  ///
  /// For irreducible representations other than the trivial one the three arguments are orthogonal
  /// to each other, so their shares may be added. Centring over the inputs (subtract each unit's
  /// mean first) is the text's choice; the published code does not centre, which only makes the
  /// denominator larger: take the share of `activations.centred()` for it. Cost: n²h + n·r·h.
  public static double ofActivations(
      Matrix activations, FiniteGroup group, Representation representation, Argument argument) {
    int n = group.order();
    Matrix sums = summed(activations, group, argument);
    Matrix coefficients = representation.orthonormalFunctions().transposed().times(sums);
    return coefficients.sumOfSquares() / n / activations.sumOfSquares();
  }

  /// The sum of an n² x h table over all cells whose argument is each element: n x h.
  static Matrix summed(Matrix table, FiniteGroup group, Argument argument) {
    int n = group.order();
    requireRows(table, n * n);
    int h = table.cols();
    double[] sums = new double[n * h];
    for (int row = 0; row < n * n; row++) {
      int a = row / n;
      int b = row % n;
      int element =
          switch (argument) {
            case LEFT -> a;
            case RIGHT -> b;
            case PRODUCT -> group.times(a, b);
          };
      for (int i = 0; i < h; i++) {
        sums[element * h + i] += table.values()[row * h + i];
      }
    }
    return new Matrix(n, h, sums);
  }

  private static void requireRows(Matrix given, int expected) {
    if (given.rows() != expected) {
      throw new IllegalArgumentException(
          "a table of %d rows was given; expected %d".formatted(given.rows(), expected));
    }
  }
}
