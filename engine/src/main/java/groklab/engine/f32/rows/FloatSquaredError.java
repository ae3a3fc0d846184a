package groklab.engine.f32.rows;

import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f64.loss.LossBlock;
import groklab.engine.f64.loss.SquaredErrorRows;
import org.jspecify.annotations.Nullable;

/// The squared error of rows of outputs, and its gradient: computed by [SquaredErrorRows] in double
/// precision, row by row, and rounded once to float at the end.
public final class FloatSquaredError {
  private final SquaredErrorRows errors;

  public FloatSquaredError(SquaredErrorRows errors) {
    this.errors = errors;
  }

  /// loss[r] = mean over j of (z[r,j] − t[r,j])²
  ///
  /// @param block room and precision
  public void forward(FloatMatrix loss, FloatMatrix z, FloatMatrix t, LossBlock block) {
    for (int r = 0; r < z.rows; r++) {
      subtract(block, z, t, r);
      loss.array[loss.offset + r] = (float) errors.loss(block);
    }
  }

  /// dz[r,j] = g[r]·(2·(z[r,j] − t[r,j])/c): the bracket in the block's precision, the product in
  /// double precision.
  ///
  /// @param loss where the losses go, computed from the same differences; null for nowhere
  public void backward(
      @Nullable FloatMatrix loss,
      FloatMatrix dz,
      FloatMatrix z,
      FloatMatrix t,
      FloatMatrix g,
      LossBlock block) {
    for (int r = 0; r < z.rows; r++) {
      subtract(block, z, t, r);
      if (loss != null) {
        loss.array[loss.offset + r] = (float) errors.loss(block);
      }
      errors.slope(block);
      narrow(dz.array, dz.offset + r * dz.cols, block.z, g.array[g.offset + r], dz.cols);
    }
  }

  /// Leaves the differences of row r in the block.
  private void subtract(LossBlock block, FloatMatrix z, FloatMatrix t, int r) {
    int cols = z.cols;
    block.cols = cols;
    widen(block.z, 0, z.array, z.offset + r * cols, cols);
    widen(block.z, SquaredErrorRows.targets(cols), t.array, t.offset + r * cols, cols);
    errors.subtract(block);
  }

  private static void widen(double[] wide, int to, float[] x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      wide[to + i] = x[xo + i];
    }
  }

  private static void narrow(float[] y, int yo, double[] wide, double scale, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) (scale * wide[i]);
    }
  }
}
