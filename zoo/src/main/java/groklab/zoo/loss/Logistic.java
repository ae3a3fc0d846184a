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
import java.util.Arrays;

/// Each class against the rest: Σ_j (log(1 + exp z_j) − [j = t]·z_j)/C (PyTorch's
/// `BCEWithLogitsLoss` on one-hot targets); mean over scored rows, in nats.
public record Logistic() implements Loss {

  public static final Kind<Logistic> KIND = Kind.of("logistic", new Logistic(), Logistic.class);

  @Override
  public Kind<Logistic> kind() {
    return KIND;
  }

  @Override
  public void check(Targets targets) {
    OfClasses.check(KIND, targets);
  }

  @Override
  public Node mean(Graph g, Node outputs, Examples examples, LossPrecision precision) {
    return OfClasses.mean(g, outputs, examples, ClassLossForm.Kind.LOGISTIC, precision);
  }

  @Override
  public boolean isProbabilistic() {
    return false;
  }

  @Override
  public boolean hasBrier() {
    return false;
  }

  /// The mean entropy of "is it class j", j going over all classes.
  @Override
  public double guessing(Targets targets, int[] rows) {
    return ClassFrequencies.meanOverPositions(targets, rows, Logistic::entropyOfEach);
  }

  private static double entropyOfEach(double[] shares) {
    return Arrays.stream(shares)
            .map(share -> OfClasses.entropy(new double[] {share, 1 - share}))
            .sum()
        / shares.length;
  }

  @Override
  public void score(double[] outputs, Targets targets, int row, RowScore into) {
    int target = ((Targets.Classes) targets).ids()[row];
    double sum = 0;
    for (int c = 0; c < outputs.length; c++) {
      double wrong = c == target ? -outputs[c] : outputs[c];
      sum += Math.max(wrong, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(wrong)));
    }
    into.loss = sum / outputs.length;
  }
}
