package groklab.zoo.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Initial;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.Network;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;

/// A place on a line for each number, and nothing else: the effective theory of arXiv 2205.10343.
/// The output for four numbers is the defect E_i + E_j − E_m − E_n of their parallelogram, divided
/// by √Z₀, where Z₀ is the sum of the squares of all places around their mean.
///
/// @param spread places begin uniform in [−spread, spread)
public record NumberLine(double spread) implements ModelSpec {

  public static final Kind<NumberLine> KIND =
      Kind.of(
          "number-line",
          NumberLine.class,
          s -> new NumberLine(s.number("spread", 0.5, NumberLine::spread)));

  private static final String PLACES = "places";

  public NumberLine {
    Check.positive(spread, "model.spread", "0.5");
  }

  @Override
  public Kind<NumberLine> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    if (!(problem.inputs() instanceof Inputs.Tokens(int numbers, int length, _))
        || length != 4
        || !(problem.targets() instanceof Targets.Reals reals)
        || reals.width() != 1) {
      throw new SpecException(
          "model.kind is \"number-line\", which closes parallelograms of four numbers; write"
              + " task.kind = \"parallelograms\"");
    }
    return new Line(numbers);
  }

  private final class Line extends FormulaNetwork {
    private final int numbers;

    Line(int numbers) {
      super(1, PLACES, false);
      this.numbers = numbers;
      parameters.matrix(PLACES, numbers, 1, Role.EMBEDDING, new Initial.Uniform(spread));
    }

    @Override
    Node output(Graph g, Pass pass) {
      Node places = g.parameter(PLACES, numbers, 1);
      Node around = g.subtract(places, g.mean(places));
      Node length = g.sqrt(g.dot(around, around));
      // rows are (example, corner): the corners of an example side by side, the last two negative
      Node corners =
          g.reshape(g.gather(around, pass.examples().tokens()), pass.examples().count(), 4);
      Node signs = g.literal(new double[] {1, 1, -1, -1}, 4, 1);
      return g.divide(g.matmul(corners, signs), length);
    }
  }
}
