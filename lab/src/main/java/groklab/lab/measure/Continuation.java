package groklab.lab.measure;

import groklab.engine.exec.Executor;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Program;
import groklab.engine.plan.Value;
import groklab.lab.linear.Matrix;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.Interventions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The network from one of its activations on: what comes out when that activation is given,
/// instead of being made from an example's tokens. The plan is compiled once, in the run's
/// precision.
///
/// Give an activation that everything later passes through (the residual stream between two parts
/// of a block, the embedding, a layer of a perceptron); what goes past it is that of example 0.
public final class Continuation {
  private static final String GIVEN = "given";

  private final Subject.Model model;
  private final Runnable onPass;
  private final Plan plan;
  private final Map<String, Matrix> buffers = new HashMap<>();
  private int givenRows;
  private int givenWidth;
  private @Nullable Executor executor;

  /// @param onPass called at each pass
  Continuation(Subject.Model model, Need.Continuation need, Runnable onPass) {
    this.model = model;
    this.onPass = onPass;
    Graph g = new Graph();
    var examples = new Examples.Known(model.data(), Ints.of(new int[need.examples()]));
    Forward forward =
        model
            .network()
            .forward(
                g,
                examples,
                false,
                Interventions.at(need.from(), activation -> given(g, activation)));
    Map<String, Node> read = new LinkedHashMap<>();
    for (String hook : need.read()) {
      Node node = Objects.requireNonNull(forward.hooks().get(hook), hook);
      read.put(hook, Forwards.scored(g, node, model.data(), need.examples()));
    }
    plan = Program.of(model.network().layout(), g, read).plan(model.session().workers());
  }

  private Node given(Graph g, Node activation) {
    givenRows = activation.rows();
    givenWidth = activation.cols();
    return g.input(GIVEN, givenRows, givenWidth);
  }

  /// Runs one pass.
  ///
  /// @param given the activation, `[examples · rows of an example, width]`
  public void run(double[] given) {
    Executor known = executor;
    if (known == null) {
      known = model.session().load(plan);
      executor = known;
    }
    onPass.run();
    known.set(GIVEN, given);
    known.run(0);
  }

  /// What one of the hooks read in the last pass, `[examples · scored positions, width]`; the next
  /// call overwrites it.
  public Matrix read(String hook) {
    Value value = Objects.requireNonNull(plan.outputs().get(hook), hook);
    Matrix buffer =
        buffers.computeIfAbsent(
            hook, any -> new Matrix(value.rows(), value.cols(), new double[value.size()]));
    Objects.requireNonNull(executor, "nothing was run").read(hook, buffer.values());
    return buffer;
  }

  /// Operations of a pass.
  long cost() {
    return plan.work();
  }

  /// Numbers that go in and out with a pass.
  long numbers() {
    long read = plan.outputs().values().stream().mapToLong(Value::size).sum();
    return (long) givenRows * givenWidth + read;
  }
}
