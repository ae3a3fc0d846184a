package groklab.zoo.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.DoubleMath;
import groklab.engine.kernel.LossPrecision;
import groklab.lab.kind.Kind;
import groklab.lab.loss.Loss;
import groklab.lab.model.Examples;
import groklab.lab.problem.ClassFrequencies;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;

/// −ln p at the right class, p being the softmax of the outputs; mean over scored rows, in nats.
public record CrossEntropy() implements Loss {

  public static final Kind<CrossEntropy> KIND =
      Kind.of("cross-entropy", new CrossEntropy(), CrossEntropy.class);

  @Override
  public Kind<CrossEntropy> kind() {
    return KIND;
  }

  @Override
  public void check(Targets targets) {
    OfClasses.check(KIND, targets);
  }

  @Override
  public Node mean(Graph g, Node outputs, Examples examples, LossPrecision precision) {
    return examples.mean(g, g.crossEntropy(outputs, examples.classes(), precision));
  }

  @Override
  public boolean isProbabilistic() {
    return true;
  }

  /// The entropy of the classes' frequencies, mean over the scored positions.
  @Override
  public double guessing(Targets targets, int[] rows) {
    return ClassFrequencies.meanOverPositions(targets, rows, OfClasses::entropy);
  }

  @Override
  public void score(double[] outputs, Targets targets, int row, RowScore into) {
    int target = ((Targets.Classes) targets).ids()[row];
    double own = outputs[target];
    double max = max(outputs);
    double others = exponentials(outputs, max, target);
    double sum = outputs[target] + others;
    // with the target ahead, sum is 1 + others: the logarithm of a probability next to 1 keeps its
    // digits
    into.loss = own == max ? StrictMath.log1p(others) : max - own + StrictMath.log(sum);
    into.brier = SquaredDistance.toOneHot(outputs, target, 1 / sum);
    into.probability = outputs[target] / sum;
    into.confidence = 1 / sum;
  }

  private static double max(double[] z) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : z) {
      max = Math.max(max, value);
    }
    return max;
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
}
