package groklab.lab.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Program;
import groklab.lab.spec.TrainingSpec;
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
    return Program.of(network.layout(), g, Map.of(LOSS, loss)).withGradientsOf(LOSS).plan(workers);
  }
}
