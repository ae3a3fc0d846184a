package groklab.measures.numerics;

/// How much of a gradient or a step is lost in finite precision.
public final class Vanishing {
  private Vanishing() {}

  /// The share of entries that are exactly 0 (0.0 or −0.0). Dead ReLU units and one-hot inputs that
  /// a batch lacks give zeros too: compare with the share early in the run. NaN for no entries.
  public static double zeroShare(double[] gradient) {
    int zeros = 0;
    for (double g : gradient) {
      zeros += g == 0 ? 1 : 0;
    }
    return zeros / (double) gradient.length;
  }

  /// The share of weights that a step leaves as they are, w − step = w in the weights' precision
  /// ("gradient absorption", prieto2025). Counts steps of 0 as well. NaN for no weights.
  ///
  /// @param step what is subtracted: learning rate times gradient for plain descent
  public static double absorbedShare(double[] weights, double[] step, FloatFormat precision) {
    if (weights.length != step.length) {
      throw new IllegalArgumentException(
          "%d weights and a step of %d numbers; expected as many of both"
              .formatted(weights.length, step.length));
    }
    int absorbed = 0;
    for (int i = 0; i < weights.length; i++) {
      double w = precision.round(weights[i]);
      absorbed += precision.round(w - precision.round(step[i])) == w ? 1 : 0;
    }
    return absorbed / (double) weights.length;
  }
}
