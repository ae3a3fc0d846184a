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
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;

/// A diagonal linear network (arXiv 2311.18817): f(x) = Σ_k (u_k² − v_k²)·x_k. All of u and v begin
/// as α, so that the first output is 0. Of two classes, the outputs are −f/2 and f/2: cross-entropy
/// is then the logistic loss log(1 + exp(∓f)).
///
/// @param initScale α, of each weight; the norm of all of them is α·√(2d)
public record DiagonalLinear(double initScale) implements ModelSpec {

  public static final Kind<DiagonalLinear> KIND =
      Kind.of(
          "diagonal-linear",
          DiagonalLinear.class,
          s -> new DiagonalLinear(s.number("initScale", 8, DiagonalLinear::initScale)));

  public DiagonalLinear {
    Check.positive(initScale, "model.initScale", "8.0");
  }

  @Override
  public Kind<DiagonalLinear> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    if (!(problem.inputs() instanceof Inputs.Features features)) {
      throw new SpecException(
          "model.kind is \"diagonal-linear\", which reads real numbers, but the task's inputs are"
              + " tokens; write e.g. task.kind = \"sign-majority\"");
    }
    return new Squares(features.width(), twoClasses(problem.targets()));
  }

  private static boolean twoClasses(Targets targets) {
    boolean classes =
        switch (targets) {
          case Targets.Classes _ -> true;
          case Targets.Reals _ -> false;
        };
    if (targets.width() != (classes ? 2 : 1) || targets.perExample() != 1) {
      throw new SpecException(
          ("model.kind is \"diagonal-linear\", which has one output, but the task asks for %d %s;"
                  + " choose a task with two classes or one number, e.g. task.kind ="
                  + " \"sign-majority\"")
              .formatted(targets.width(), classes ? "classes" : "numbers"));
    }
    return classes;
  }

  private final class Squares extends FormulaNetwork {
    private final int inputs;
    private final boolean twoClasses;

    Squares(int inputs, boolean twoClasses) {
      super(DiagonalLinear.this.initScale, "u", false);
      this.inputs = inputs;
      this.twoClasses = twoClasses;
      parameters.vector("u", inputs, Role.HIDDEN, new Initial.Constant(1));
      parameters.vector("v", inputs, Role.HIDDEN, new Initial.Constant(1));
    }

    @Override
    Node output(Graph g, Pass pass) {
      Node squares =
          g.subtract(g.square(g.parameter("u", 1, inputs)), g.square(g.parameter("v", 1, inputs)));
      // a product with one column would use one lane of many
      Node f =
          g.sum(
              Op.Axis.COLUMNS,
              g.multiply(pass.examples().features(g), pass.name("effective", squares)));
      return twoClasses ? g.matmul(f, g.literal(new double[] {-0.5, 0.5}, 1, 2)) : f;
    }
  }
}
