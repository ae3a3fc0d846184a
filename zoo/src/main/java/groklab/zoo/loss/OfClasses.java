package groklab.zoo.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.LossPrecision;
import groklab.lab.kind.Kind;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Examples;
import groklab.lab.problem.Targets;

/// What losses of classes share.
final class OfClasses {
  private OfClasses() {}

  static void check(Kind<?> loss, Targets targets) {
    if (!(targets instanceof Targets.Classes)) {
      throw new SpecException(
          ("training.loss is \"%s\", which needs classes, but the task's targets are real numbers;"
                  + " write training.loss = \"mean-squared-error\"")
              .formatted(loss.name()));
    }
  }

  static Node mean(
      Graph g, Node outputs, Examples examples, ClassLossForm.Kind kind, LossPrecision precision) {
    return examples.mean(
        g, g.classLoss(outputs, examples.classes(), new ClassLossForm(kind, precision)));
  }

  /// In nats.
  static double entropy(double[] shares) {
    double sum = 0;
    for (double share : shares) {
      sum -= share > 0 ? share * StrictMath.log(share) : 0;
    }
    return sum;
  }
}
