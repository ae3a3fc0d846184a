package groklab.measures.frame;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import groklab.lab.problem.Pairs;
import groklab.lab.train.Replay;
import java.util.Arrays;
import java.util.Optional;

/// What the network says of each example of an answer table.
///
/// @param confidence in the true answer, 0 to 1: its probability, or of outputs that are no
///     probabilities the output itself, cut to that range
/// @param right whether the true answer leads
/// @param said the class that leads
public record AnswerGrid(double[] confidence, boolean[] right, int[] said) {

  /// Empty where there are too many examples to keep all outputs.
  static Optional<AnswerGrid> of(Replay replay, Pairs pairs) {
    return replay.outputsOfAll().map(outputs -> of(replay, pairs, outputs));
  }

  private static AnswerGrid of(Replay replay, Pairs pairs, Matrix outputs) {
    int examples = replay.data().examples();
    int scored = outputs.rows() / examples;
    double[] confidence = new double[examples];
    boolean[] right = new boolean[examples];
    int[] said = new int[examples];
    for (int e = 0; e < examples; e++) {
      double[] row = outputs.row(e * scored + scored - 1);
      int target = pairs.answerClass(e);
      confidence[e] = confidence(replay, row, target);
      said[e] = Numbers.largest(row);
      right[e] = said[e] == target;
    }
    return new AnswerGrid(confidence, right, said);
  }

  private static double confidence(Replay replay, double[] row, int target) {
    if (!replay.spec().training().loss().isProbabilistic()) {
      return Double.isFinite(row[target]) ? Math.clamp(row[target], 0, 1) : 0;
    }
    double max = Arrays.stream(row).max().orElse(0);
    double sum = 0;
    for (double output : row) {
      sum += StrictMath.exp(output - max);
    }
    double share = StrictMath.exp(row[target] - max) / sum;
    return Double.isFinite(share) ? share : 0;
  }
}
