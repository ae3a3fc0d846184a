package groklab.zoo.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Op;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.Initial;
import groklab.lab.model.Interventions;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import java.util.List;
import java.util.Optional;

/// No layer at all (arXiv 2310.16441): f(x) = S·x, entries of S ~ N(0, 1/(2·inputs)) times a
/// factor.
///
/// @param initScale factor on all initial entries, above 0
public record LinearMap(double initScale) implements ModelSpec {

  public static final Kind<LinearMap> KIND =
      Kind.of(
          "linear",
          LinearMap.class,
          s -> new LinearMap(s.number("initScale", 1, LinearMap::initScale)));

  private static final String STUDENT = "S";

  public LinearMap {
    Check.positive(initScale, "model.initScale", "1.0");
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
    return new Student(features.width());
  }

  private final class Student implements Network {
    private final Parameters parameters = new Parameters();
    private final int inputs;

    Student(int inputs) {
      this.inputs = inputs;
      parameters.vector(
          STUDENT, inputs, Role.READOUT, new Initial.Normal(1 / Math.sqrt(2.0 * inputs)));
    }

    @Override
    public ParameterLayout layout() {
      return parameters.layout();
    }

    @Override
    public List<Parameter> parameters() {
      return parameters.list();
    }

    /// Nothing but a readout.
    @Override
    public Anatomy anatomy() {
      return new Anatomy(
          parameters(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          new Anatomy.Readout(STUDENT, true, Optional.empty(), List.of()));
    }

    @Override
    public double initScale() {
      return initScale;
    }

    @Override
    public Forward forward(
        Graph g, Examples examples, boolean training, Interventions interventions) {
      var pass = new Pass(g, examples, training, interventions);
      // a product with one column would use one lane of many
      return pass.end(
          g.sum(
              Op.Axis.COLUMNS, g.multiply(examples.features(g), g.parameter(STUDENT, 1, inputs))));
    }
  }
}
