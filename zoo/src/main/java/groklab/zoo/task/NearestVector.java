package groklab.zoo.task;

import groklab.lab.problem.RowScore;
import groklab.lab.problem.Scoring;
import groklab.lab.problem.Targets;

/// The answer whose vector is nearest to the outputs, the lower one of equals. The margin is the
/// squared distance to the nearest other vector minus that to the right one.
///
/// @param width of a vector
/// @param table of the vectors, one for each answer
/// @param right answer of each scored row
record NearestVector(int width, double[] table, int[] right) implements Scoring {

  @Override
  public void score(double[] outputs, Targets targets, int row, RowScore into) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    double other = Double.POSITIVE_INFINITY;
    double own = Double.NaN;
    for (int answer = 0; answer < table.length / width; answer++) {
      double distance = squaredDistance(outputs, answer);
      if (distance < least) {
        least = distance;
        best = answer;
      }
      if (answer == right[row]) {
        own = distance;
      } else {
        other = Math.min(other, distance);
      }
    }
    into.margin = other - own;
    into.answer = best;
    into.right = best == right[row];
  }

  private double squaredDistance(double[] outputs, int answer) {
    double sum = 0;
    for (int i = 0; i < width; i++) {
      double d = outputs[i] - table[answer * width + i];
      sum += d * d;
    }
    return sum;
  }
}
