package groklab.lab.loss;

import groklab.engine.graph.Gradients;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Simplifier;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Planner;
import groklab.lab.model.Examples;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    Node value = node(g, network.forward(g, examples, training).logits(), examples);
    if (training) {
      for (Penalty penalty : loss.penalties()) {
        value = g.add(value, penalty.of(g, network));
      }
    }
    Node simple = Simplifier.simplify(g, List.of(value)).getFirst();
    List<Node> gradients = Gradients.of(g, simple, parameters(g, network));
    Map<String, Node> byName = new LinkedHashMap<>();
    for (int i = 0; i < gradients.size(); i++) {
      byName.put(network.parameters().get(i).name(), gradients.get(i));
    }
    return Planner.compile(network.layout(), Map.of(LOSS, simple), byName, workers);
  }

  /// The nodes of all parameters, in layout order.
  public static List<Node> parameters(Graph g, Network network) {
    List<Node> parameters = new ArrayList<>();
    for (Parameter t : network.parameters()) {
      parameters.add(g.parameter(t.name(), t.view().rows(), t.view().cols()));
    }
    return parameters;
  }
}
