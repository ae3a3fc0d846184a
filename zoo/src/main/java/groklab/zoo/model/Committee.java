package groklab.zoo.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Initial;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The mean of neurons that are nearly linear (arXiv 2310.06110): f(x) = (α/N) Σ_i φ(w_i·x) with
/// φ(h) = h + (ε/2)·h², w_i ~ N(0, I). Only the w_i are trained.
///
/// @param neurons N
/// @param curvature ε, at least 0: how much of the first tangent kernel is quadratic
/// @param outputScale α: the larger, the lazier
/// @param initScale factor on the first w_i
/// @param centred whether the outputs at step 0 are subtracted, so that they begin as 0
public record Committee(
    int neurons, double curvature, double outputScale, double initScale, boolean centred)
    implements ModelSpec {

  public static final Kind<Committee> KIND = Kind.of("committee", Committee.class, Committee::read);

  private static final String WEIGHTS = "neurons.W";
  private static final String START = "start.W";

  public Committee {
    Check.between(1, neurons, MAX_WIDTH, "model.neurons", "500");
    Check.notNegative(curvature, "model.curvature", "0.25");
    Check.positive(outputScale, "model.outputScale", "1.0");
    Check.positive(initScale, "model.initScale", "1.0");
  }

  private static Committee read(Section<Committee> s) {
    return new Committee(
        s.whole("neurons", 500, Committee::neurons),
        s.number("curvature", 0.25, Committee::curvature),
        s.number("outputScale", 1, Committee::outputScale),
        s.number("initScale", 1, Committee::initScale),
        s.flag("centred", true, Committee::centred));
  }

  @Override
  public Kind<Committee> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    if (!(problem.inputs() instanceof Inputs.Features features)) {
      throw new SpecException(
          "model.kind is \"committee\", which reads real numbers, but the task's inputs are tokens;"
              + " write e.g. task.kind = \"single-index\"");
    }
    if (problem.targets().width() != 1) {
      throw new SpecException(
          ("model.kind is \"committee\", which has one output, but the task asks for %d; write e.g."
                  + " task.kind = \"single-index\"")
              .formatted(problem.targets().width()));
    }
    return new Mean(features.width());
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("width", neurons);
    return row;
  }

  private final class Mean extends FormulaNetwork {
    private final int inputs;

    Mean(int inputs) {
      super(Committee.this.initScale, WEIGHTS, false);
      this.inputs = inputs;
      parameters.matrix(WEIGHTS, inputs, neurons, Role.HIDDEN, new Initial.Normal(1));
      if (centred) {
        parameters.fixedCopy(START, WEIGHTS);
      }
    }

    /// The copy begins as what it is a copy of.
    @Override
    public double[] initial(Parameter t, long seed) {
      return super.initial(anatomy().parameter(WEIGHTS), seed);
    }

    @Override
    Node output(Graph g, Pass pass) {
      Node x = pass.examples().features(g);
      Node sum = sum(g, pass.name("neurons.hook_pre", projections(g, x, WEIGHTS)));
      Node moved = centred ? g.subtract(sum, sum(g, projections(g, x, START))) : sum;
      return g.scale(moved, outputScale / neurons);
    }

    /// w_i·x of each neuron, `[examples, N]`.
    private Node projections(Graph g, Node x, String weights) {
      return g.matmul(x, g.parameter(weights, inputs, neurons));
    }

    /// Σ_i φ(h_i), `[examples, 1]`.
    private Node sum(Graph g, Node h) {
      return g.sum(Op.Axis.COLUMNS, g.add(h, g.scale(g.square(h), curvature / 2)));
    }
  }
}
