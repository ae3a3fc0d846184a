package groklab.measures.numerics;

import groklab.engine.kernel.DoubleMath;
import groklab.lab.linear.Matrix;
import groklab.measures.common.AnswerScores;

/// Whether answers are right as often as the network claims (Guo et al. 2017, arXiv 1706.04599).
///
/// The confidence of a row is the largest softmax probability, its answer the lowest class that has
/// it. Bin m of M holds confidences in ((m − 1)/M, m/M]. With C classes no confidence is below 1/C,
/// so the lowest bins stay empty.
///
/// It misleads: the number depends on M (equal widths here; bins of equal counts are the other
/// convention) and is biased upward where bins hold few rows; a network that always answers by the
/// class frequencies is perfectly calibrated.
///
/// @param expectedError ECE = Σ_m |B_m|/n · |accuracy(B_m) − confidence(B_m)|, 0 to 1
/// @param largestError the largest such difference of a bin that holds a row
/// @param meanConfidence over all rows
/// @param accuracy over all rows
/// @param counts rows in each bin
/// @param binConfidence mean confidence in each bin, NaN if empty
/// @param binAccuracy accuracy in each bin, NaN if empty
public record Calibration(
    double expectedError,
    double largestError,
    double meanConfidence,
    double accuracy,
    int[] counts,
    double[] binConfidence,
    double[] binAccuracy) {
  /// Guo et al.'s number of bins.
  public static final int BINS = 15;

  /// Cost: an exponential per logit.
  ///
  /// @param logits rows × classes, finite
  /// @param bins M, at least 1
  public static Calibration of(Matrix logits, int[] labels, int bins) {
    AnswerScores.check(logits, labels);
    if (bins < 1 || labels.length == 0) {
      throw new IllegalArgumentException(
          "%d bins for %d rows; expected at least 1 of each".formatted(bins, labels.length));
    }
    int[] counts = new int[bins];
    double[] confidence = new double[bins];
    double[] right = new double[bins];
    for (int r = 0; r < logits.rows(); r++) {
      int answer = answer(logits, r);
      double c = confidence(logits, r, logits.get(r, answer));
      int bin = Math.max(0, Math.min(bins, (int) Math.ceil(c * bins)) - 1);
      counts[bin]++;
      confidence[bin] += c;
      right[bin] += answer == labels[r] ? 1 : 0;
    }
    return summed(counts, confidence, right, labels.length);
  }

  private static Calibration summed(int[] counts, double[] confidence, double[] right, int rows) {
    double expected = 0;
    double largest = 0;
    double allConfidence = 0;
    double allRight = 0;
    for (int b = 0; b < counts.length; b++) {
      allConfidence += confidence[b];
      allRight += right[b];
      double gap = Math.abs(right[b] - confidence[b]);
      expected += gap / rows;
      largest = counts[b] == 0 ? largest : Math.max(largest, gap / counts[b]);
      confidence[b] = counts[b] == 0 ? Double.NaN : confidence[b] / counts[b];
      right[b] = counts[b] == 0 ? Double.NaN : right[b] / counts[b];
    }
    return new Calibration(
        expected, largest, allConfidence / rows, allRight / rows, counts, confidence, right);
  }

  private static int answer(Matrix logits, int row) {
    int best = 0;
    for (int c = 0; c < logits.cols(); c++) {
      double z = logits.get(row, c);
      if (!Double.isFinite(z)) {
        throw new IllegalArgumentException(
            "logit %d of row %d is %s; expected finite logits".formatted(c, row, z));
      }
      best = z > logits.get(row, best) ? c : best;
    }
    return best;
  }

  private static double confidence(Matrix logits, int row, double max) {
    double sum = 0;
    for (int c = 0; c < logits.cols(); c++) {
      sum += DoubleMath.exp(logits.get(row, c) - max);
    }
    return 1 / sum;
  }
}
