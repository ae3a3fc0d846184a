package groklab.zoo.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.LossPrecision;
import groklab.lab.kind.Kind;
import groklab.lab.loss.Loss;
import groklab.lab.model.Examples;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;

/// [CrossEntropy] with the gradient that frameworks compute: at the right class p_y − 1, which is
/// exactly 0 once p_y rounds to 1 (arXiv 2501.04697, 2605.06152).
public record RoundedCrossEntropy() implements Loss {
  private static final CrossEntropy EXACT = new CrossEntropy();

  public static final Kind<RoundedCrossEntropy> KIND =
      Kind.of("rounded-cross-entropy", new RoundedCrossEntropy(), RoundedCrossEntropy.class);

  @Override
  public Kind<RoundedCrossEntropy> kind() {
    return KIND;
  }

  @Override
  public void check(Targets targets) {
    OfClasses.check(KIND, targets);
  }

  @Override
  public Node mean(Graph g, Node outputs, Examples examples, LossPrecision precision) {
    return OfClasses.mean(g, outputs, examples, ClassLossForm.Kind.SOFTMAX_LESS_ONE, precision);
  }

  @Override
  public boolean isProbabilistic() {
    return true;
  }

  @Override
  public boolean collapses() {
    return true;
  }

  @Override
  public double guessing(Targets targets, int[] rows) {
    return EXACT.guessing(targets, rows);
  }

  @Override
  public void score(double[] outputs, Targets targets, int row, RowScore into) {
    EXACT.score(outputs, targets, row, into);
  }
}
