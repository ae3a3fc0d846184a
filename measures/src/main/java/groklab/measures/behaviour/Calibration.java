package groklab.measures.behaviour;

import groklab.lab.measure.function.Scores;

/// Expected calibration error of arXiv 1706.04599, eq. 3: over B = 15 equal-width bins of the
/// confidence, Σ_b (n_b/n)·|acc_b − conf_b|, acc_b being the share of right answers and conf_b the
/// mean confidence in bin b.
///
/// Bin b holds confidences in (b/B, (b+1)/B], as the paper's does.
final class Calibration {
  static final int BINS = 15;

  private Calibration() {}

  /// @return NaN if a confidence is NaN
  static double expectedError(Scores scores, int[] rows, int scored) {
    double[] excess = new double[BINS]; // Σ (right − confidence)
    for (int row : rows) {
      for (int s = 0; s < scored; s++) {
        double confidence = scores.confidence(row + s);
        if (Double.isNaN(confidence)) {
          return Double.NaN;
        }
        boolean right = scores.isRight(row + s);
        excess[bin(confidence)] += (right ? 1 : 0) - confidence;
      }
    }
    double sum = 0;
    for (double e : excess) {
      sum += Math.abs(e);
    }
    return sum / ((double) rows.length * scored);
  }

  static int bin(double confidence) {
    return Math.clamp((int) Math.ceil(confidence * BINS) - 1, 0, BINS - 1);
  }
}
