package groklab.engine.f32.rows;

import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f64.loss.LossBlock;
import groklab.engine.f64.loss.LossRows;
import org.jspecify.annotations.Nullable;

/// The cross-entropy loss of rows of logits, and its gradient: computed by [LossRows] in double
/// precision, [LossRows#MOST] rows at a time, and rounded once to float at the end.
public final class FloatLoss {
  private final LossRows lossRows;

  public FloatLoss(LossRows lossRows) {
    this.lossRows = lossRows;
  }

  /// loss[r] = −log softmax(x[r,:])[target[r]] (natural logarithm)
  ///
  /// @param block room, targets and precision
  public void forward(FloatMatrix loss, FloatMatrix x, LossBlock block) {
    for (int r = 0; r < x.rows; r += LossRows.MOST) {
      take(block, x, r);
      lossRows.loss(block);
      giveLosses(loss, r, block);
    }
  }

  /// dx[r,:] = g[r]·(softmax(x[r,:]) − onehot(target[r])): the bracket in the block's precision,
  /// the product in double precision. The target's entry is computed as −Σ_{others} p, so that it
  /// does not vanish by cancellation before it must.
  ///
  /// @param loss where the losses go, computed from the same exponentials; null for nowhere
  public void backward(
      @Nullable FloatMatrix loss, FloatMatrix dx, FloatMatrix x, FloatMatrix g, LossBlock block) {
    int stride = LossRows.stride(x.cols);
    for (int r = 0; r < x.rows; r += LossRows.MOST) {
      take(block, x, r);
      lossRows.lossAndSlope(block);
      if (loss != null) {
        giveLosses(loss, r, block);
      }
      for (int i = 0; i < block.rows; i++) {
        float factor = g.array[g.offset + r + i];
        narrow(dx.array, dx.offset + (r + i) * x.cols, block.z, i * stride, factor, x.cols);
      }
    }
  }

  /// Copies some rows of x from row r on into the block.
  private static void take(LossBlock block, FloatMatrix x, int r) {
    int cols = x.cols;
    int stride = LossRows.stride(cols);
    block.rows = Math.min(LossRows.MOST, x.rows - r);
    block.cols = cols;
    block.first = x.first + r;
    for (int i = 0; i < block.rows; i++) {
      widen(block.z, i * stride, x.array, x.offset + (r + i) * cols, cols);
    }
  }

  private static void widen(double[] wide, int to, float[] x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      wide[to + i] = x[xo + i];
    }
  }

  private static void giveLosses(FloatMatrix loss, int r, LossBlock block) {
    int from = LossRows.losses(block.cols);
    for (int i = 0; i < block.rows; i++) {
      loss.array[loss.offset + r + i] = (float) block.z[from + i];
    }
  }

  private static void narrow(float[] y, int yo, double[] wide, int from, double scale, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) (scale * wide[from + i]);
    }
  }
}
