package groklab.zoo.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.LossPrecision;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.loss.Loss;
import groklab.lab.loss.Penalty;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.Network;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;
import java.util.List;

/// The squared error, and in training what the network calls its complexity (arXiv 2310.17247): of
/// a Gaussian process they are together the negative logarithm of its evidence.
///
/// @param weight of the complexity; 0 = the error alone
public record ErrorAndComplexity(double weight) implements Loss {
  private static final MeanSquaredError ERROR = new MeanSquaredError();

  public static final Kind<ErrorAndComplexity> KIND =
      Kind.of("error-and-complexity", ErrorAndComplexity.class, ErrorAndComplexity::read);

  public ErrorAndComplexity {
    Check.notNegative(weight, "training.loss.weight", "1.0");
  }

  private static ErrorAndComplexity read(Section<ErrorAndComplexity> s) {
    return new ErrorAndComplexity(s.number("weight", 1, ErrorAndComplexity::weight));
  }

  @Override
  public Kind<ErrorAndComplexity> kind() {
    return KIND;
  }

  @Override
  public void check(Targets targets) {
    ERROR.check(targets);
  }

  @Override
  public Node mean(Graph g, Node outputs, Examples examples, LossPrecision precision) {
    return ERROR.mean(g, outputs, examples, precision);
  }

  @Override
  public List<Penalty> penalties() {
    return List.of(this::complexity);
  }

  private Node complexity(Graph g, Network network, Examples examples, Node outputs) {
    Node own = network.forward(g, examples, true).hooks().get(Forward.COMPLEXITY);
    if (own == null) {
      throw new SpecException(
          ("training.loss is \"%s\", but the network has no complexity of its own; write"
                  + " model.kind = \"gaussian-process\" or training.loss = \"mean-squared-error\"")
              .formatted(KIND.name()));
    }
    return g.scale(own, weight);
  }

  @Override
  public boolean isProbabilistic() {
    return false;
  }

  @Override
  public double guessing(Targets targets, int[] rows) {
    return ERROR.guessing(targets, rows);
  }

  @Override
  public void score(double[] outputs, Targets targets, int row, RowScore into) {
    ERROR.score(outputs, targets, row, into);
  }
}
