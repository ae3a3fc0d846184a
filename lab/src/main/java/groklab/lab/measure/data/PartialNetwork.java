package groklab.lab.measure.data;

import groklab.engine.exec.Executor;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Program;
import groklab.engine.plan.Value;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.Continuation;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.Interventions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Runs the network from an activation on, in the run's precision; the plan is compiled once.
final class PartialNetwork implements Continuation {
  private static final String GIVEN = "given";

  private final Subject.Model model;
  private final Runnable onPass;
  private final Plan plan;
  private final Map<String, Matrix> buffers = new HashMap<>();
  private int givenRows;
  private int givenWidth;
  private @Nullable Executor executor;

  /// @param onPass called at each pass
  PartialNetwork(Subject.Model model, Need.Continuation need, Runnable onPass) {
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

  @Override
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

  @Override
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
