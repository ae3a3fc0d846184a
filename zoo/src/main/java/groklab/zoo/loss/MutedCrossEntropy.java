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

/// [CrossEntropy] without the gradient of the right class, for a turn that does on purpose what
/// rounding does to a softmax that collapses (arXiv 2501.04697, 2605.06152).
public record MutedCrossEntropy() implements Loss {
  private static final CrossEntropy EXACT = new CrossEntropy();

  public static final Kind<MutedCrossEntropy> KIND =
      Kind.of("muted-cross-entropy", new MutedCrossEntropy(), MutedCrossEntropy.class);

  @Override
  public Kind<MutedCrossEntropy> kind() {
    return KIND;
  }

  @Override
  public void check(Targets targets) {
    OfClasses.check(KIND, targets);
  }

  @Override
  public Node mean(Graph g, Node outputs, Examples examples, LossPrecision precision) {
    return OfClasses.mean(g, outputs, examples, ClassLossForm.Kind.SOFTMAX_MUTED, precision);
  }

  @Override
  public boolean isProbabilistic() {
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
