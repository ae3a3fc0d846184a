package groklab.measures.representation;

import groklab.lab.linear.Matrix;

/// Centred kernel alignment with linear kernels (1905.00414): ‖YᵀX‖_F² / (‖XᵀX‖_F ‖YᵀY‖_F), columns
/// centred.
///
/// In [0, 1]; unchanged by rotations and by a common scale of either side, not by other linear
/// maps. High values between wide layers on few samples are cheap: compare with an untrained
/// network.
public final class LinearCka {
  private LinearCka() {}

  /// @param x n samples x d features
  /// @param y the same n samples x e features
  /// @return NaN if either side does not vary. Cost: n(d + e)²/2 multiplications
  public static double of(Matrix x, Matrix y) {
    if (x.rows() != y.rows()) {
      throw new IllegalArgumentException(
          "%d samples against %d; expected the same samples".formatted(x.rows(), y.rows()));
    }
    Matrix a = x.centred();
    Matrix b = y.centred();
    Matrix at = a.transposed();
    Matrix bt = b.transposed();
    double cross = bt.times(a).sumOfSquares();
    return cross / (Math.sqrt(at.times(a).sumOfSquares()) * Math.sqrt(bt.times(b).sumOfSquares()));
  }
}
