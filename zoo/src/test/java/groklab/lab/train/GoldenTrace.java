package groklab.lab.train;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.lab.model.Examples;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.problem.Problem;
import groklab.lab.spec.RunSpec;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/// Ten training steps of a spec from stored initial weights, by the session, plan and optimiser
/// that a run uses.
///
/// @param losses before each update
/// @param firstGradient of every parameter at the initial weights, stored order
/// @param weights of every parameter after the last update, stored order
record GoldenTrace(
    double[] losses, Map<String, double[]> firstGradient, Map<String, double[]> weights) {
  static final int STEPS = 10;

  /// @param goldenName the stored name of one of our parameters
  /// @param batch example numbers of each step, if `examples` are a minibatch
  static GoldenTrace run(
      RunSpec spec,
      Problem data,
      Examples examples,
      IntFunction<int[]> batch,
      Map<String, double[]> initial,
      UnaryOperator<String> goldenName) {
    Network network = spec.model().network(data);
    try (Session session =
        Engine.open(network.layout(), spec.training().precision(), spec.seed(), 2)) {
      for (Parameter t : network.parameters()) {
        double[] stored = Objects.requireNonNull(initial.get(goldenName.apply(t.name())), t.name());
        session.write(Slot.VALUES, t.view().offset(), t.fromStored(stored));
      }
      Update update = spec.optimizer().on(Scope.of(session));
      Executor step =
          session.load(
              spec.training().objective().gradientPlan(network, examples, true, session.workers()));
      double[] losses = new double[STEPS];
      Map<String, double[]> gradient = Map.of();
      for (int s = 0; s < STEPS; s++) {
        step.batch(batch.apply(s));
        step.run(s);
        losses[s] = step.scalar("loss");
        if (s == 0) {
          gradient = read(session, network, Slot.GRADIENTS, goldenName);
        }
        update.apply(s);
      }
      return new GoldenTrace(losses, gradient, read(session, network, Slot.VALUES, goldenName));
    }
  }

  private static Map<String, double[]> read(
      Session session, Network network, Slot slot, UnaryOperator<String> goldenName) {
    Map<String, double[]> out = new LinkedHashMap<>();
    for (Parameter t : network.parameters()) {
      double[] matrix = new double[t.view().size()];
      session.read(slot, t.view().offset(), matrix);
      out.put(goldenName.apply(t.name()), t.toStored(matrix));
    }
    return out;
  }
}
