package groklab.zoo.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.LossPrecision;
import groklab.lab.kind.Kind;
import groklab.lab.loss.Loss;
import groklab.lab.model.Examples;
import groklab.lab.problem.ClassFrequencies;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;

/// Cross-entropy with StableMax in place of softmax (arXiv 2501.04697): probabilities
/// s(z_j)/Σ s(z), s(x) = x + 1 for x ≥ 0 and 1/(1 − x) below. Mean over scored rows, in nats.
public record StableMax() implements Loss {

  public static final Kind<StableMax> KIND = Kind.of("stablemax", new StableMax(), StableMax.class);

  @Override
  public Kind<StableMax> kind() {
    return KIND;
  }

  @Override
  public void check(Targets targets) {
    OfClasses.check(KIND, targets);
  }

  @Override
  public Node mean(Graph g, Node outputs, Examples examples, LossPrecision precision) {
    return OfClasses.mean(g, outputs, examples, ClassLossForm.Kind.STABLEMAX, precision);
  }

  /// What a softmax would make of the outputs is not what this loss takes for probabilities.
  @Override
  public boolean isProbabilistic() {
    return false;
  }

  /// The entropy of the classes' frequencies, mean over the scored positions.
  @Override
  public double guessing(Targets targets, int[] rows) {
    return ClassFrequencies.meanOverPositions(targets, rows, OfClasses::entropy);
  }

  @Override
  public void score(double[] outputs, Targets targets, int row, RowScore into) {
    int target = ((Targets.Classes) targets).ids()[row];
    double sum = 0;
    for (int c = 0; c < outputs.length; c++) {
      outputs[c] = outputs[c] >= 0 ? outputs[c] + 1 : 1 / (1 - outputs[c]);
      sum += outputs[c];
    }
    into.loss = StrictMath.log(sum) - StrictMath.log(outputs[target]);
    into.brier = SquaredDistance.toOneHot(outputs, target, 1 / sum);
  }
}
