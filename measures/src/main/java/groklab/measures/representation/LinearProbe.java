package groklab.measures.representation;

import groklab.lab.linear.Matrix;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/// A linear head with ridge penalty on frozen activations: how much of the labels can be read off
/// linearly.
///
/// Features are centred and divided by their root-mean-square deviation over the training samples
/// (constant ones are left at 0); one-hot targets minus their means are regressed, B = (XᵀX/n +
/// λI)⁻¹XᵀY/n, and the largest output is the answer (ties: the lowest class). Closed form, hence
/// the same on every machine and with a fixed budget; 2405.19454 trains a softmax head for 30
/// epochs instead, which usually reads a little more.
///
/// Always show the probe of the untrained network beside it: random features alone carry much.
/// Cost: nd² + d³/3 operations.
public final class LinearProbe {
  /// A moderate penalty, in units of the variance of a standardised feature.
  public static final double PENALTY = 1e-3;

  private final double[] means;
  private final double[] scales;
  private final double[] shares;
  private final RealMatrix weights;

  private LinearProbe(double[] means, double[] scales, double[] shares, RealMatrix weights) {
    this.means = means;
    this.scales = scales;
    this.shares = shares;
    this.weights = weights;
  }

  /// @param features n x d, all finite
  /// @param labels n of them in 0..classes−1
  /// @param penalty λ > 0
  /// @throws IllegalArgumentException if sizes, labels, features or the penalty are out of range
  public static LinearProbe train(Matrix features, int[] labels, int classes, double penalty) {
    int n = features.rows();
    int d = features.cols();
    requireLabels(features, labels, classes);
    if (!(penalty > 0) || n == 0 || !Double.isFinite(features.sumOfSquares())) {
      throw new IllegalArgumentException(
          ("%d samples with penalty %s; expected finite features of at least one sample "
                  + "and a penalty above 0")
              .formatted(n, penalty));
    }
    double[] means = new double[d];
    double[] scales = new double[d];
    moments(features, means, scales);
    double[] shares = new double[classes];
    for (int label : labels) {
      shares[label] += 1.0 / n;
    }
    double[][] gram = new double[d][d];
    double[][] cross = new double[d][classes];
    double[] x = new double[d];
    for (int r = 0; r < n; r++) {
      standardise(features, r, means, scales, x);
      for (int i = 0; i < d; i++) {
        double v = x[i] / n;
        for (int j = 0; j < d; j++) {
          gram[i][j] += v * x[j];
        }
        for (int c = 0; c < classes; c++) {
          cross[i][c] += v * ((labels[r] == c ? 1 : 0) - shares[c]);
        }
      }
    }
    for (int i = 0; i < d; i++) {
      gram[i][i] += penalty;
      for (int j = 0; j < i; j++) { // exactly symmetric, whatever the order of rounding
        gram[i][j] = gram[j][i];
      }
    }
    RealMatrix weights =
        new CholeskyDecomposition(new Array2DRowRealMatrix(gram, false))
            .getSolver()
            .solve(new Array2DRowRealMatrix(cross, false));
    return new LinearProbe(means, scales, shares, weights);
  }

  /// The share of samples whose largest output is at their label; NaN for no sample.
  public double accuracy(Matrix features, int[] labels) {
    requireLabels(features, labels, shares.length);
    if (features.cols() != means.length) {
      throw new IllegalArgumentException(
          "%d features; expected %d as in training".formatted(features.cols(), means.length));
    }
    int right = 0;
    double[] x = new double[means.length];
    for (int r = 0; r < features.rows(); r++) {
      standardise(features, r, means, scales, x);
      int best = 0;
      double bestOutput = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < shares.length; c++) {
        double output = shares[c];
        for (int i = 0; i < x.length; i++) {
          output += x[i] * weights.getEntry(i, c);
        }
        if (output > bestOutput) {
          best = c;
          bestOutput = output;
        }
      }
      right += best == labels[r] ? 1 : 0;
    }
    return (double) right / features.rows();
  }

  private static void moments(Matrix features, double[] means, double[] scales) {
    int n = features.rows();
    double[] centred = features.centred().values();
    int d = means.length;
    for (int c = 0; c < d; c++) {
      double squares = 0;
      double sum = 0;
      for (int r = 0; r < n; r++) {
        squares += centred[r * d + c] * centred[r * d + c];
        sum += features.get(r, c);
      }
      means[c] = sum / n;
      scales[c] = squares == 0 ? 0 : 1 / Math.sqrt(squares / n);
    }
  }

  private static void standardise(
      Matrix features, int r, double[] means, double[] scales, double[] out) {
    for (int c = 0; c < out.length; c++) {
      out[c] = (features.get(r, c) - means[c]) * scales[c];
    }
  }

  private static void requireLabels(Matrix features, int[] labels, int classes) {
    if (labels.length != features.rows()) {
      throw new IllegalArgumentException(
          "%d labels for %d samples; expected one for each"
              .formatted(labels.length, features.rows()));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "label %d; expected 0 to %d".formatted(label, classes - 1));
      }
    }
  }
}
