package groklab.measures.numerics;

import groklab.lab.linear.Matrix;

/// How much an update only scales the logits: "naive loss minimisation" (prieto2025, arXiv
/// 2501.04697), a step d with f(θ + d) = c·f(θ), c > 1.
///
/// For networks that are positively homogeneous in their weights d is a multiple of θ, and the
/// cosine between them says how naive a step is; it rises to 0.9 for output layers after
/// over-fitting. For others (biases, normalisation) scaling the last layer alone is such a step:
/// look at that tensor, or at [#scaling], which asks the logits themselves.
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
    double dot = 0;
    double directionSquares = 0;
    double weightSquares = 0;
    for (int i = from; i < from + length; i++) {
      dot += direction[i] * weights[i];
      directionSquares += direction[i] * direction[i];
      weightSquares += weights[i] * weights[i];
    }
    return dot / (Math.sqrt(directionSquares) * Math.sqrt(weightSquares));
  }

  /// How logits changed.
  ///
  /// @param factor c = ⟨f′, f⟩/⟨f, f⟩, the best scaling of the old logits to the new ones
  /// @param naiveShare ‖(c − 1)f‖²/‖f′ − f‖², the share of the change that is scaling: 0 to 1; NaN
  ///     if nothing changed
  public record Scaling(double factor, double naiveShare) {}

  /// How far a change of logits is a mere scaling, each row taken less its mean (softmax does not
  /// see the mean).
  ///
  /// @param before rows × classes
  /// @param after of the same shape
  public static Scaling scaling(Matrix before, Matrix after) {
    if (before.rows() != after.rows() || before.cols() != after.cols()) {
      throw new IllegalArgumentException(
          "logits of %d x %d before and %d x %d after; expected one shape"
              .formatted(before.rows(), before.cols(), after.rows(), after.cols()));
    }
    double squares = 0;
    double dot = 0;
    double change = 0;
    for (int r = 0; r < before.rows(); r++) {
      double[] f = rowLessMean(before, r);
      double[] g = rowLessMean(after, r);
      for (int c = 0; c < f.length; c++) {
        squares += f[c] * f[c];
        dot += f[c] * g[c];
        change += (g[c] - f[c]) * (g[c] - f[c]);
      }
    }
    double factor = dot / squares;
    return new Scaling(factor, (factor - 1) * (factor - 1) * squares / change);
  }

  private static double[] rowLessMean(Matrix m, int row) {
    double[] out = m.row(row);
    double mean = 0;
    for (double v : out) {
      mean += v;
    }
    mean /= out.length;
    for (int c = 0; c < out.length; c++) {
      out[c] -= mean;
    }
    return out;
  }
}
