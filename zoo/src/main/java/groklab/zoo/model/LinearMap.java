package groklab.zoo.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Initial;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import java.util.Collections;
import java.util.List;

/// No layer at all: f(x) = S·x. Entries of S are drawn from N(0, 1/(2·inputs)), times a factor
/// (arXiv 2310.16441), or given one by one, where what they begin as is the point (arXiv
/// 2310.17247).
///
/// @param initScale factor on all initial entries, above 0
/// @param weights S at step 0 before that factor, as many as there are inputs; empty = drawn
public record LinearMap(double initScale, List<Double> weights) implements ModelSpec {

  public static final Kind<LinearMap> KIND =
      Kind.of(
          "linear",
          LinearMap.class,
          s ->
              new LinearMap(
                  s.number("initScale", 1, LinearMap::initScale),
                  s.numbers("weights", List.of(), LinearMap::weights)));

  private static final String STUDENT = "S";

  public LinearMap {
    weights = List.copyOf(weights);
    Check.positive(initScale, "model.initScale", "1.0");
    Check.that(
        weights.stream().allMatch(Double::isFinite),
        "model.weights",
        weights,
        "a finite number for each input, or none",
        "[0.0005, 0.9, 0.9, 0.9]");
  }

  @Override
  public Kind<LinearMap> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    if (!(problem.inputs() instanceof Inputs.Features features)) {
      throw new SpecException(
          "model.kind is \"linear\", which reads real numbers, but the task's inputs are tokens;"
              + " write e.g. task.kind = \"linear-teacher\"");
    }
    if (problem.targets().width() != 1) {
      throw new SpecException(
          ("model.kind is \"linear\", which has one output, but the task asks for %d; write e.g."
                  + " task.kind = \"linear-teacher\"")
              .formatted(problem.targets().width()));
    }
    Check.that(
        weights.isEmpty() || weights.size() == features.width(),
        "model.weights",
        weights,
        "%d numbers, one for each input, or none".formatted(features.width()),
        String.valueOf(Collections.nCopies(features.width(), 0.0)));
    return new Student(features.width());
  }

  private final class Student extends FormulaNetwork {
    private final int inputs;

    Student(int inputs) {
      super(LinearMap.this.initScale, STUDENT, true);
      this.inputs = inputs;
      parameters.vector(
          STUDENT, inputs, Role.READOUT, new Initial.Normal(1 / Math.sqrt(2.0 * inputs)));
    }

    @Override
    public double[] initial(Parameter t, long seed) {
      return weights.isEmpty()
          ? super.initial(t, seed)
          : weights.stream().mapToDouble(weight -> weight * initScale).toArray();
    }

    @Override
    Node output(Graph g, Pass pass) {
      // a product with one column would use one lane of many
      return g.sum(
          Op.Axis.COLUMNS,
          g.multiply(pass.examples().features(g), g.parameter(STUDENT, 1, inputs)));
    }
  }
}
