package groklab.lab.measure.data;

import groklab.engine.exec.Executor;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Program;
import groklab.engine.plan.Value;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.problem.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The forward pass of a probe: a plan for the outputs alone and, where activations are needed too,
/// one that keeps them. Each is compiled once and loaded when it is first run.
final class Forwards {
  private static final String OUTPUTS = "outputs";

  private final Subject.Model model;
  private final Evaluated evaluated;
  private final Plan outputsOnly;
  private final @Nullable Plan withActivations;
  private final Map<Plan, Executor> loaded = new HashMap<>();
  private final Map<String, Matrix> buffers = new HashMap<>();
  private final Map<String, Long> readAt = new HashMap<>();
  private @Nullable Executor last;
  private long runAt = -1;

  /// @param activations all that may be asked for
  Forwards(Subject.Model model, Evaluated evaluated, Collection<Need.Activations> activations) {
    this.model = model;
    this.evaluated = evaluated;
    this.outputsOnly = plan(Set.of());
    this.withActivations = activations.isEmpty() ? null : plan(activations);
  }

  private Plan plan(Collection<Need.Activations> activations) {
    Graph g = new Graph();
    var examples = new Examples.Known(model.data(), Ints.of(evaluated.examples()));
    Forward forward = model.network().forward(g, examples, false);
    Map<String, Node> named = new LinkedHashMap<>();
    named.put(OUTPUTS, forward.logits());
    for (Need.Activations a : activations) {
      Node node = Objects.requireNonNull(forward.hooks().get(a.hook()), a.hook());
      named.put(
          key(a),
          switch (a.at()) {
            case ALL -> node;
            case SCORED -> scored(g, node, model.data(), evaluated.examples().length);
          });
    }
    return Program.of(model.network().layout(), g, named).plan(model.session().workers());
  }

  /// Sets do not count: all are read from the one evaluation.
  private static String key(Need.Activations a) {
    return a.at() + " " + a.hook();
  }

  /// The rows of an activation at the scored positions. A perceptron's have one row for each
  /// example already, and the outputs one for each scored position.
  static Node scored(Graph g, Node node, Problem data, int examples) {
    int[] positions = data.targets().positions();
    int length = data.inputs().length();
    return node.rows() == examples * length && length > positions.length
        ? g.gather(node, new Index.Positions(length, Ints.of(positions), examples))
        : node;
  }

  /// Operations of a forward pass.
  long cost(boolean activations) {
    return planFor(activations).work();
  }

  private Plan planFor(boolean activations) {
    return activations ? Objects.requireNonNull(withActivations) : outputsOnly;
  }

  /// Numbers of an output or activation matrix over all evaluated examples.
  long size(Need.Activations a) {
    return Objects.requireNonNull(planFor(true).outputs().get(key(a))).size();
  }

  /// Runs the pass of a probe, unless it was run.
  void run(long probe, boolean activations) {
    if (runAt != probe) {
      Plan plan = planFor(activations);
      last = loaded.computeIfAbsent(plan, model.session()::load);
      last.run(0);
      runAt = probe;
    }
  }

  Matrix outputs(long probe) {
    return read(probe, OUTPUTS);
  }

  Matrix activations(long probe, Need.Activations a) {
    return read(probe, key(a));
  }

  private Matrix read(long probe, String name) {
    Executor executor = Objects.requireNonNull(last);
    Value value = Objects.requireNonNull(executor.plan().outputs().get(name), name);
    Matrix buffer =
        buffers.computeIfAbsent(
            name, any -> new Matrix(value.rows(), value.cols(), new double[value.size()]));
    if (!Objects.equals(readAt.put(name, probe), probe)) {
      executor.read(name, buffer.values());
    }
    return buffer;
  }
}
