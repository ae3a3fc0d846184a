package groklab.zoo.model;

import groklab.engine.graph.Graph;
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
import groklab.lab.problem.Targets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// One number for each feature, and nothing else: the output is w·x (arXiv 2310.17247). The weights
/// begin as given, since what they begin as is the point.
///
/// @param weights w at step 0, as many as there are features
public record LinearRegression(List<Double> weights) implements ModelSpec {

  public static final Kind<LinearRegression> KIND =
      Kind.of(
          "linear-regression",
          LinearRegression.class,
          s ->
              new LinearRegression(
                  s.numbers("weights", List.of(0.0005, 0.9, 0.9, 0.9), LinearRegression::weights)));

  private static final String WEIGHTS = "weights";

  public LinearRegression {
    weights = List.copyOf(weights);
    Check.that(
        !weights.isEmpty() && weights.stream().allMatch(Double::isFinite),
        "model.weights",
        weights,
        "a finite number for each feature",
        "[0.0005, 0.9, 0.9, 0.9]");
  }

  @Override
  public Kind<LinearRegression> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    if (!(problem.inputs() instanceof Inputs.Features features)
        || !(problem.targets() instanceof Targets.Reals reals)
        || reals.width() != 1) {
      throw new SpecException(
          "model.kind is \"linear-regression\", which gives one real number for real features;"
              + " write task.kind = \"spurious-features\"");
    }
    Check.that(
        features.width() == weights.size(),
        "model.weights",
        weights,
        "%d numbers, one for each feature".formatted(features.width()),
        String.valueOf(Collections.nCopies(features.width(), 0.0)));
    return new Line();
  }

  private final class Line implements Network {
    private final Parameters parameters = new Parameters();

    Line() {
      parameters.matrix(WEIGHTS, weights.size(), 1, Role.READOUT, new Initial.Constant(0));
    }

    @Override
    public ParameterLayout layout() {
      return parameters.layout();
    }

    @Override
    public List<Parameter> parameters() {
      return parameters.list();
    }

    @Override
    public Anatomy anatomy() {
      return new Anatomy(
          parameters(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          new Anatomy.Readout(WEIGHTS, false, Optional.empty(), List.of()));
    }

    @Override
    public double initScale() {
      return 1;
    }

    /// The weights as given, instead of a draw.
    @Override
    public double[] initial(Parameter t, long seed) {
      return weights.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public Forward forward(
        Graph g, Examples examples, boolean training, Interventions interventions) {
      var pass = new Pass(g, examples, training, interventions);
      return pass.end(g.matmul(examples.features(g), g.parameter(WEIGHTS, weights.size(), 1)));
    }
  }
}
