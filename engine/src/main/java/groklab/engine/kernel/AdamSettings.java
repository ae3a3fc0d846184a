package groklab.engine.kernel;

/// What Adam and AdamW need beside the weights: made once for a run.
///
/// @param beta1 decay rate of the first moment
/// @param beta2 decay rate of the second moment
/// @param epsilon added to the root of the second moment
public record AdamSettings(Decay decay, double beta1, double beta2, double epsilon) {

  /// Learning rate of update number `step` (from 0) with the bias of the first moment taken out.
  public double stepSize(double learningRate, long step) {
    return learningRate / (1 - power(beta1, step + 1));
  }

  /// 1/√(1 − beta2ᵗ): takes the bias out of the root of the second moment.
  public double inverseRootCorrection2(long step) {
    return 1 / StrictMath.sqrt(1 - power(beta2, step + 1));
  }

  /// base to the power n by repeated squaring: a pure function of n. `StrictMath.pow` allocates
  /// work arrays at each call.
  static double power(double base, long n) {
    double result = 1;
    double square = base;
    for (long rest = n; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }
}
