package groklab.engine.f64.loss;

/// The kernels of every loss.
public record LossKernels(LossRows crossEntropy, SquaredErrorRows squaredError) {

  /// In plain Java.
  public static LossKernels plain() {
    return new LossKernels(LossRows.plain(), SquaredErrorRows.plain());
  }

  /// With the Vector API.
  public static LossKernels simd() {
    return new LossKernels(LossRows.simd(), SquaredErrorRows.simd());
  }
}
