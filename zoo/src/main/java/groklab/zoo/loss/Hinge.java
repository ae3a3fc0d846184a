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

/// Σ_{j≠t} max(0, 1 − z_t + z_j)/C over the C classes (Weston and Watkins 1998; PyTorch's
/// `MultiMarginLoss`); mean over scored rows.
public record Hinge() implements Loss {

  public static final Kind<Hinge> KIND = Kind.of("hinge", new Hinge(), Hinge.class);

  @Override
  public Kind<Hinge> kind() {
    return KIND;
  }

  @Override
  public void check(Targets targets) {
    OfClasses.check(KIND, targets);
  }

  @Override
  public Node mean(Graph g, Node outputs, Examples examples, LossPrecision precision) {
    return OfClasses.mean(g, outputs, examples, ClassLossForm.Kind.HINGE, precision);
  }

  @Override
  public boolean isProbabilistic() {
    return false;
  }

  @Override
  public boolean hasBrier() {
    return false;
  }

  /// (C − 1)/C, that of equal outputs: the best constant ones where classes are equally frequent,
  /// and an upper bound elsewhere.
  @Override
  public double guessing(Targets targets, int[] rows) {
    return ClassFrequencies.meanOverPositions(
        targets, rows, shares -> (shares.length - 1.0) / shares.length);
  }

  @Override
  public void score(double[] outputs, Targets targets, int row, RowScore into) {
    int target = ((Targets.Classes) targets).ids()[row];
    double sum = 0;
    for (int c = 0; c < outputs.length; c++) {
      sum += c == target ? 0 : Math.max(0, 1 - outputs[target] + outputs[c]);
    }
    into.loss = sum / outputs.length;
  }
}
