package groklab.lab.model;

import groklab.engine.graph.Gradients;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Simplifier;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Planner;
import groklab.lab.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The training loss as a graph node, and the plan that computes it with its gradient.
public final class Objective {
  /// The plan's output that holds the loss, `[1, 1]`.
  public static final String LOSS = "loss";

  private Objective() {}

  /// The mean loss over the rows of `logits`, `[1, 1]`: cross-entropy per scored position, or the
  /// squared error to one-hot targets as a mean over rows and classes.
  public static Node of(Graph g, Node logits, Examples examples, TrainingSpec spec) {
    return switch (spec.loss()) {
      case CROSS_ENTROPY ->
          g.mean(g.crossEntropy(logits, examples.targets(), spec.lossPrecision()));
      case MEAN_SQUARED_ERROR -> {
        Node error = g.subtract(logits, g.oneHot(examples.targets(), logits.cols()));
        yield g.mean(g.multiply(error, error));
      }
    };
  }

  /// The plan of the loss and its gradient: output [#LOSS], gradients of all parameters.
  ///
  /// @param training whether dropout takes part, as in a training step
  /// @param workers threads that the work is cut for
  public static Plan gradientPlan(
      Network network, Examples examples, TrainingSpec spec, boolean training, int workers) {
    Graph g = new Graph();
    Node loss = of(g, network.forward(g, examples, training).logits(), examples, spec);
    Node simple = Simplifier.simplify(g, List.of(loss)).getFirst();
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
