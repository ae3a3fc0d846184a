package groklab.measures.common;

import groklab.engine.kernel.DoubleMath;
import groklab.lab.linear.Matrix;

/// Scores of answers, one number per row of logits. Natural logarithms; softmax at temperature 1.
///
/// Ties of the largest logit: `accuracyFirst` lets the lowest class number win, `accuracyStrict`
/// counts a tie as wrong, `accuracyShared` gives 1/k credit to a right answer among k tied ones. A
/// network that outputs one constant scores 1/C in the first by luck of class 0, 0 in the second,
/// 1/C in the third.
///
/// @param crossEntropy −ln p_y, at least 0; keeps its digits where p_y is next to 1
/// @param brier Σ_k (p_k − 1[k = y])², 0 to 2
/// @param margin z_y − max_{k≠y} z_k; positive where the answer is right
/// @param probability p_y
/// @param reciprocalRank 1/rank of z_y among the logits, equal ones sharing the mean of their ranks
/// @param accuracyFirst share of right rows, lowest class of tied ones answering
/// @param accuracyStrict share of rows with a positive margin
/// @param accuracyShared mean credit
public record AnswerScores(
    double[] crossEntropy,
    double[] brier,
    double[] margin,
    double[] probability,
    double[] reciprocalRank,
    double accuracyFirst,
    double accuracyStrict,
    double accuracyShared) {

  /// Cost: an exponential and about ten operations per logit.
  ///
  /// @param logits rows × classes, at least 2 classes
  /// @param labels the right class of each row
  public static AnswerScores of(Matrix logits, int[] labels) {
    check(logits, labels);
    int n = logits.rows();
    var scores =
        new AnswerScores(
            new double[n], new double[n], new double[n], new double[n], new double[n], 0, 0, 0);
    double first = 0;
    double strict = 0;
    double shared = 0;
    for (int r = 0; r < n; r++) {
      Place place = place(logits, r, labels[r]);
      scores.fill(logits, r, labels[r], place);
      boolean top = place.above == 0;
      first += top && place.equalBefore == 0 ? 1 : 0;
      strict += top && place.equal == 0 ? 1 : 0;
      shared += top ? 1.0 / (1 + place.equal) : 0;
    }
    return new AnswerScores(
        scores.crossEntropy,
        scores.brier,
        scores.margin,
        scores.probability,
        scores.reciprocalRank,
        first / n,
        strict / n,
        shared / n);
  }

  public static void check(Matrix logits, int[] labels) {
    if (labels.length != logits.rows() || logits.cols() < 2) {
      throw new IllegalArgumentException(
          "%d labels for logits of %d x %d; expected a label per row and at least 2 classes"
              .formatted(labels.length, logits.rows(), logits.cols()));
    }
    for (int label : labels) {
      if (label < 0 || label >= logits.cols()) {
        throw new IllegalArgumentException(
            "label %d; expected 0 to %d".formatted(label, logits.cols() - 1));
      }
    }
  }

  /// Where the right class stands: the largest other logit, how many are above, how many equal, how
  /// many equal with a lower number.
  private record Place(double other, int above, int equal, int equalBefore) {}

  private static Place place(Matrix logits, int row, int label) {
    double own = logits.get(row, label);
    double other = Double.NEGATIVE_INFINITY;
    int above = 0;
    int equal = 0;
    int equalBefore = 0;
    for (int c = 0; c < logits.cols(); c++) {
      double z = logits.get(row, c);
      if (c == label) {
        continue;
      }
      other = Math.max(other, z);
      above += z <= own ? 0 : 1; // a NaN anywhere is no right answer
      equal += z == own ? 1 : 0;
      equalBefore += z == own && c < label ? 1 : 0;
    }
    return new Place(other, above, equal, equalBefore);
  }

  private void fill(Matrix logits, int row, int label, Place place) {
    double own = logits.get(row, label);
    double max = Math.max(own, place.other);
    double ownPart = DoubleMath.exp(own - max);
    double others = 0;
    for (int c = 0; c < logits.cols(); c++) {
      others += c == label ? 0 : DoubleMath.exp(logits.get(row, c) - max);
    }
    double sum = ownPart + others;
    double wrong = others / sum; // 1 − p_y without cancellation
    double squares = wrong * wrong;
    for (int c = 0; c < logits.cols(); c++) {
      double p = c == label ? 0 : DoubleMath.exp(logits.get(row, c) - max) / sum;
      squares += p * p;
    }
    crossEntropy[row] = own == max ? StrictMath.log1p(others) : max - own + StrictMath.log(sum);
    brier[row] = squares;
    margin[row] = own - place.other;
    probability[row] = ownPart / sum;
    reciprocalRank[row] = 1 / (1 + place.above + 0.5 * place.equal);
  }

  /// The mean of per-row scores.
  public static double mean(double[] scores) {
    double sum = 0;
    for (double s : scores) {
      sum += s;
    }
    return sum / scores.length;
  }

  /// A margin that does not grow with the weights: margin/normᵈᵉᵍʳᵉᵉ for a network whose output is
  /// homogeneous of that degree in its weights (the number of layers without biases), or with the
  /// product of the layers' norms and degree 1.
  public static double normalisedMargin(double margin, double norm, int degree) {
    double scale = 1;
    for (int i = 0; i < degree; i++) {
      scale *= norm;
    }
    return margin / scale;
  }

  /// wanD's smoothed accuracy (arXiv 2505.11411), the mean of sigmoid(steepness · margin); the
  /// paper's steepness is
  /// 7. It depends on the scale of the logits, which accuracy does not.
  public static double smoothedAccuracy(double[] margins, double steepness) {
    double sum = 0;
    for (double m : margins) {
      sum += 1 / (1 + DoubleMath.exp(-steepness * m));
    }
    return sum / margins.length;
  }
}
