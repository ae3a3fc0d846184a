package groklab.lab.measure.function;

import groklab.engine.exec.Session;
import groklab.engine.kernel.DoubleMath;
import groklab.lab.linear.Matrix;
import groklab.lab.spec.TrainingSpec;

/// What the network says at each scored position, summed up in float64 from its outputs z; p is the
/// softmax of z.
///
/// Under mean squared error the outputs stand for themselves: the loss is the mean over classes of
/// (z − onehot)², the Brier score its sum, and there are no probabilities (NaN).
///
/// Rows are (example, scored position) of all examples that the probe evaluates. The arrays are
/// used again at the next probe: read only.
public final class Scores {
  private final double[] loss;
  private final double[] brier;
  private final double[] margin;
  private final double[] probability;
  private final double[] confidence;
  private final int[] answer;
  private final int[] targets;
  private final TrainingSpec.Loss kind;

  /// @param targets class of each row
  public Scores(int[] targets, TrainingSpec.Loss kind) {
    this.targets = targets;
    this.kind = kind;
    int n = targets.length;
    loss = new double[n];
    brier = new double[n];
    margin = new double[n];
    probability = new double[n];
    confidence = new double[n];
    answer = new int[n];
  }

  /// −ln p at the target, or the mean squared error.
  public double loss(int row) {
    return loss[row];
  }

  /// Σ_c (p_c − onehot_c)²
  public double brier(int row) {
    return brier[row];
  }

  /// z at the target − the largest other z
  public double margin(int row) {
    return margin[row];
  }

  /// p at the target; NaN under mean squared error
  public double probability(int row) {
    return probability[row];
  }

  /// The largest p; NaN under mean squared error
  public double confidence(int row) {
    return confidence[row];
  }

  /// The class with the largest z; the lower one of equals.
  public int answer(int row) {
    return answer[row];
  }

  public int target(int row) {
    return targets[row];
  }

  private static final int BLOCK = 256;

  /// Fills in all rows.
  ///
  /// @param session whose workers share the rows
  public void computeAll(Matrix outputs, Session session) {
    session.forEachBlock(outputs.rows(), BLOCK, (from, to) -> compute(outputs, from, to));
  }

  /// Fills in the rows [from, to), which depend on nothing but their own outputs.
  ///
  /// @param outputs a row for each row
  private void compute(Matrix outputs, int from, int to) {
    double[] z = new double[outputs.cols()];
    for (int row = from; row < to; row++) {
      System.arraycopy(outputs.values(), row * z.length, z, 0, z.length);
      compute(row, z);
    }
  }

  private void compute(int row, double[] z) {
    int target = targets[row];
    double own = z[target];
    double other = largestOther(z, target);
    margin[row] = own - other;
    answer[row] = argmax(z);
    switch (kind) {
      case CROSS_ENTROPY -> {
        double max = Math.max(own, other);
        double others = exponentials(z, max, target);
        double sum = z[target] + others;
        // with the target ahead, sum is 1 + others: the logarithm of a probability next to 1
        // keeps its digits
        loss[row] = own == max ? StrictMath.log1p(others) : max - own + StrictMath.log(sum);
        brier[row] = squares(z, target, 1 / sum);
        probability[row] = z[target] / sum;
        confidence[row] = 1 / sum;
      }
      case MEAN_SQUARED_ERROR -> {
        brier[row] = squares(z, target, 1);
        loss[row] = brier[row] / z.length;
        probability[row] = Double.NaN;
        confidence[row] = Double.NaN;
      }
    }
  }

  private static int argmax(double[] z) {
    int best = 0;
    for (int c = 1; c < z.length; c++) {
      if (z[c] > z[best]) {
        best = c;
      }
    }
    return best;
  }

  private static double largestOther(double[] z, int target) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < z.length; c++) {
      if (c != target && z[c] > largest) {
        largest = z[c];
      }
    }
    return largest;
  }

  /// Replaces z by exp(z − max) and returns the sum of all but the target's.
  private static double exponentials(double[] z, double max, int target) {
    double sum = 0;
    for (int c = 0; c < z.length; c++) {
      z[c] = DoubleMath.exp(z[c] - max);
      sum += c == target ? 0 : z[c];
    }
    return sum;
  }

  private static double squares(double[] z, int target, double scale) {
    double sum = 0;
    for (int c = 0; c < z.length; c++) {
      double d = z[c] * scale - (c == target ? 1 : 0);
      sum += d * d;
    }
    return sum;
  }
}
