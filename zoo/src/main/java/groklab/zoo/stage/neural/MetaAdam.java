package groklab.zoo.stage.neural;

/// Adam on a few numbers, with the usual constants: what trains the amplifier.
///
/// @param gradient to be filled in before a step
/// @param first moment
/// @param second moment
record MetaAdam(double[] gradient, double[] first, double[] second, double rate) {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  MetaAdam(int size, double rate) {
    this(new double[size], new double[size], new double[size], rate);
  }

  /// Update number `number`, counted from 1.
  void step(double[] weights, long number) {
    double stepSize = rate / (1 - StrictMath.pow(BETA1, (double) number));
    double correction = Math.sqrt(1 - StrictMath.pow(BETA2, (double) number));
    for (int i = 0; i < weights.length; i++) {
      double g = gradient[i];
      first[i] = BETA1 * first[i] + (1 - BETA1) * g;
      second[i] = BETA2 * second[i] + (1 - BETA2) * g * g;
      weights[i] -= stepSize * first[i] / (Math.sqrt(second[i]) / correction + EPSILON);
    }
  }
}
