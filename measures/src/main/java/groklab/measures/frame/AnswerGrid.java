package groklab.measures.frame;

import groklab.lab.linear.Matrix;
import groklab.lab.spec.TrainingSpec;
import groklab.lab.task.Pairs;
import groklab.lab.train.Replay;
import java.util.Arrays;

/// What the network says of each example of an answer table.
///
/// @param confidence in the true answer, 0 to 1: its probability, or under squared error the output
///     itself, cut to that range
/// @param right whether the true answer leads
public record AnswerGrid(double[] confidence, boolean[] right) {

  static AnswerGrid of(Replay replay, Pairs pairs) {
    Matrix outputs = replay.outputsOfAll();
    int examples = replay.data().examples();
    int scored = outputs.rows() / examples;
    double[] confidence = new double[examples];
    boolean[] right = new boolean[examples];
    for (int e = 0; e < examples; e++) {
      double[] row = outputs.row(e * scored + scored - 1);
      int target = pairs.answerClass(e);
      int best = 0;
      for (int c = 1; c < row.length; c++) {
        best = row[c] > row[best] ? c : best;
      }
      confidence[e] = confidence(replay.spec().training().loss(), row, target);
      right[e] = best == target;
    }
    return new AnswerGrid(confidence, right);
  }

  private static double confidence(TrainingSpec.Loss loss, double[] row, int target) {
    return switch (loss) {
      case CROSS_ENTROPY -> {
        double max = Arrays.stream(row).max().orElse(0);
        double sum = 0;
        for (double output : row) {
          sum += StrictMath.exp(output - max);
        }
        double share = StrictMath.exp(row[target] - max) / sum;
        yield Double.isFinite(share) ? share : 0;
      }
      case MEAN_SQUARED_ERROR -> Double.isFinite(row[target]) ? Math.clamp(row[target], 0, 1) : 0;
    };
  }
}
