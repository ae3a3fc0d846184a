package groklab.measures.landscape;

import groklab.lab.linear.Matrix;

/// kumar2023's exact test risk of f(x) = (α/N) Σᵢ φ(wᵢ·x), φ(h) = h + εh²/2, on the target (β·x)²/2
/// with x ~ N(0, I/D) (arXiv 2310.06110), for the predictor as it is (not centred). A function of
/// two summaries of the weights alone: w̄ = (1/N) Σ wᵢ and M = (1/N) Σ wᵢwᵢᵀ.
///
/// @param variance ¼ (|β|²/D − (αε/D) tr M)²
/// @param misalignment ‖αεM − ββᵀ‖²_F/(2D²)
/// @param linear (α²/D) |w̄|², power in the linear modes
public record QuadraticTargetRisk(double variance, double misalignment, double linear) {

  /// Cost: N·D² operations.
  ///
  /// @param weights N × D, a row per neuron
  /// @param beta D numbers
  public static QuadraticTargetRisk of(
      Matrix weights, double[] beta, double alpha, double epsilon) {
    int d = weights.cols();
    int n = weights.rows();
    if (beta.length != d) {
      throw new IllegalArgumentException(
          "a target direction of %d numbers for weights of %d columns".formatted(beta.length, d));
    }
    double[] mean = new double[d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        mean[j] += weights.get(i, j) / n;
      }
    }
    Matrix second = weights.transposed().times(weights); // N · M
    double trace = 0;
    double misfit = 0;
    for (int i = 0; i < d; i++) {
      trace += second.get(i, i) / n;
      for (int j = 0; j < d; j++) {
        double difference = alpha * epsilon * second.get(i, j) / n - beta[i] * beta[j];
        misfit += difference * difference;
      }
    }
    double gap = (Vectors.dot(beta, beta) - alpha * epsilon * trace) / d;
    return new QuadraticTargetRisk(
        0.25 * gap * gap, misfit / (2.0 * d * d), alpha * alpha * Vectors.dot(mean, mean) / d);
  }

  /// The expected squared error of a fresh input.
  public double total() {
    return variance + misalignment + linear;
  }
}
