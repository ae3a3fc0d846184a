package groklab.measures.weight;

import java.util.List;

/// How far weights are from others of the same shapes: from their initial values, or from those one
/// step before.
///
/// @param distance ‖θ − θ₀‖₂
/// @param relative ‖θ − θ₀‖₂/‖θ₀‖₂; with θ₀ the weights before a step, the update-to-weight ratio.
///     NaN or ∞ if θ₀ = 0
/// @param cosine θ·θ₀/(‖θ‖‖θ₀‖) in [−1, 1]; NaN if either is 0
public record WeightMovement(double distance, double relative, double cosine) {
  /// @param now tensors
  /// @param reference as many tensors of the same lengths
  /// @throws IllegalArgumentException if lengths differ
  public static WeightMovement of(List<double[]> now, List<double[]> reference) {
    if (now.size() != reference.size()) {
      throw new IllegalArgumentException(
          "%d tensors against %d; expected as many".formatted(now.size(), reference.size()));
    }
    double moved = 0;
    double squares = 0;
    double referenceSquares = 0;
    double product = 0;
    for (int t = 0; t < now.size(); t++) {
      double[] a = now.get(t);
      double[] b = reference.get(t);
      if (a.length != b.length) {
        throw new IllegalArgumentException(
            "tensor %d has %d weights against %d; expected as many"
                .formatted(t, a.length, b.length));
      }
      for (int i = 0; i < a.length; i++) {
        double d = a[i] - b[i];
        moved += d * d;
        squares += a[i] * a[i];
        referenceSquares += b[i] * b[i];
        product += a[i] * b[i];
      }
    }
    return new WeightMovement(
        Math.sqrt(moved),
        Math.sqrt(moved) / Math.sqrt(referenceSquares),
        product / (Math.sqrt(squares) * Math.sqrt(referenceSquares)));
  }
}
