package groklab.app.proof;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.kernel.LossPrecision;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.loss.Loss;
import groklab.lab.loss.Penalty;
import groklab.lab.model.Examples;
import groklab.lab.model.Network;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;
import java.util.List;

/// (z − t)⁴ of one real number for each example, with a ridge on all weights.
///
/// @param ridge strength of the penalty Σw²
public record Quartic(double ridge) implements Loss {

  public static final Kind<Quartic> KIND = Kind.of("quartic", Quartic.class, Quartic::read);

  public Quartic {
    Check.notNegative(ridge, "training.loss.ridge", "1e-4");
  }

  private static Quartic read(Section<Quartic> s) {
    return new Quartic(s.number("ridge", 0, Quartic::ridge));
  }

  @Override
  public Kind<Quartic> kind() {
    return KIND;
  }

  @Override
  public void check(Targets targets) {
    if (!(targets instanceof Targets.Reals)) {
      throw new SpecException("training.loss is \"quartic\", which needs real targets");
    }
  }

  @Override
  public Node mean(Graph g, Node outputs, Examples examples, LossPrecision precision) {
    return examples.mean(g, g.power(g.subtract(outputs, examples.wanted(g)), 4));
  }

  @Override
  public void score(double[] outputs, Targets targets, int row, RowScore into) {
    double error = outputs[0] - ((Targets.Reals) targets).values()[row];
    into.loss = error * error * error * error;
  }

  /// The fourth moment about the mean, which is near the best constant answer.
  @Override
  public double guessing(Targets targets, int[] rows) {
    double[] values = ((Targets.Reals) targets).values();
    double mean = 0;
    for (int row : rows) {
      mean += values[row] / rows.length;
    }
    double sum = 0;
    for (int row : rows) {
      sum += Math.pow(values[row] - mean, 4);
    }
    return sum / rows.length;
  }

  @Override
  public boolean isProbabilistic() {
    return false;
  }

  @Override
  public List<Penalty> penalties() {
    return ridge == 0 ? List.of() : List.of((g, network, _, _) -> squares(g, network));
  }

  private Node squares(Graph g, Network network) {
    Node sum = g.constant(0, 1, 1);
    for (var p : network.parameters()) {
      Node w = g.parameter(p.name(), p.view().rows(), p.view().cols());
      sum = g.add(sum, g.sum(Op.Axis.ALL, g.multiply(w, w)));
    }
    return g.scale(sum, ridge);
  }
}
