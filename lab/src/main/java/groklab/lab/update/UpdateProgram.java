package groklab.lab.update;

import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.View;
import groklab.engine.plan.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/// A part of an update written as a graph: what becomes of parameters, gradients and state is a
/// function of what they are and of numbers of the step. Everything is read before anything is
/// written.
public final class UpdateProgram {
  private final Session session;
  private final Graph graph = new Graph();
  private final Map<Slot.Part, Node> stores = new LinkedHashMap<>();
  private final List<Scalar> scalars = new ArrayList<>();

  /// A number of the step.
  private record Scalar(String name, LongToDoubleFunction ofStep) {}

  public UpdateProgram(Session session) {
    this.session = session;
  }

  public Graph graph() {
    return graph;
  }

  /// The weights of a parameter.
  public Node value(View parameter) {
    return graph.parameter(parameter.name(), parameter.rows(), parameter.cols());
  }

  /// The gradient of a parameter.
  public Node gradient(View parameter) {
    return held(Slot.GRADIENTS, parameter);
  }

  /// What a slot holds for a parameter.
  public Node held(Slot slot, View parameter) {
    return graph.held(slot.of(parameter.name()), parameter.rows(), parameter.cols());
  }

  /// A number that is set before each run, `[1, 1]`.
  public Node scalar(String name, LongToDoubleFunction ofStep) {
    scalars.add(new Scalar(name, ofStep));
    return graph.input(name, 1, 1);
  }

  /// What a slot holds for a parameter afterwards.
  public void store(Slot slot, View parameter, Node node) {
    stores.put(slot.of(parameter.name()), node);
  }

  /// The program, ready to run.
  public Running compile() {
    Executor executor =
        session.load(
            Program.asWritten(session.layout(), graph, Map.of())
                .storing(stores)
                .plan(session.workers()));
    return new Running(executor, scalars);
  }

  /// A compiled part. Allocates nothing.
  public static final class Running {
    private final Executor executor;
    private final Scalar[] scalars;
    private final double[] number = new double[1];

    private Running(Executor executor, List<Scalar> scalars) {
      this.executor = executor;
      this.scalars = scalars.toArray(Scalar[]::new);
    }

    public void run(long step) {
      for (Scalar scalar : scalars) {
        number[0] = scalar.ofStep().applyAsDouble(step);
        executor.set(scalar.name(), number);
      }
      executor.run(step);
    }
  }
}
