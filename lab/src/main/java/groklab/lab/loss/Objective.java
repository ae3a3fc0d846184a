package groklab.lab.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Program;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.Network;
import java.util.Map;

/// A loss in a precision, and the plan that computes it with its gradient.
public record Objective(Loss loss, LossPrecision precision) {
  /// The plan's output that holds the loss, `[1, 1]`.
  public static final String LOSS = "loss";

  /// The mean loss over the rows of `outputs`, `[1, 1]`, without penalties.
  public Node node(Graph g, Node outputs, Examples examples) {
    return loss.mean(g, outputs, examples, precision);
  }

  /// The plan of the loss and its gradient: output [#LOSS], gradients of all parameters.
  ///
  /// @param training whether dropout and penalties take part, as in a training step
  /// @param workers threads that the work is cut for
  public Plan gradientPlan(Network network, Examples examples, boolean training, int workers) {
    Graph g = new Graph();
    Forward forward = network.forward(g, examples, training);
    Node outputs = forward.logits();
    Node value = node(g, outputs, examples);
    if (training) {
      for (Node penalty : forward.penalties()) {
        value = g.add(value, penalty);
      }
      for (Penalty penalty : loss.penalties()) {
        value = g.add(value, penalty.of(g, network, examples, outputs));
      }
    }
    return Program.of(network.layout(), g, Map.of(LOSS, value)).withGradientsOf(LOSS).plan(workers);
  }
}
