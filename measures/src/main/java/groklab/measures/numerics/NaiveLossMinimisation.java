package groklab.measures.numerics;

import groklab.lab.linear.Numbers;
import java.util.Arrays;

/// How much an update only scales the logits: "naive loss minimisation" (prieto2025, arXiv
/// 2501.04697), a step d with f(θ + d) = c·f(θ), c > 1.
///
/// For networks that are positively homogeneous in their weights d is a multiple of θ, and the
/// cosine between them says how naive a step is; it rises to 0.9 for output layers after
/// over-fitting. For others (biases, normalisation) scaling the last layer alone is such a step:
/// look at that tensor.
public final class NaiveLossMinimisation {
  private NaiveLossMinimisation() {}

  /// The cosine between a direction and the weights; NaN if one of them is 0.
  ///
  /// @param direction the update, or *minus* the gradient
  public static double cosine(double[] direction, double[] weights) {
    return cosine(direction, weights, 0, weights.length);
  }

  /// The cosine within `length` entries from `from`: one tensor of a flat vector.
  public static double cosine(double[] direction, double[] weights, int from, int length) {
    if (direction.length != weights.length || from < 0 || from + length > weights.length) {
      throw new IllegalArgumentException(
          ("entries %d to %d of a direction of %d and weights of %d numbers; expected a "
                  + "range within both")
              .formatted(from, from + length - 1, direction.length, weights.length));
    }
    return Numbers.cosine(
        Arrays.copyOfRange(direction, from, from + length),
        Arrays.copyOfRange(weights, from, from + length));
  }
}
