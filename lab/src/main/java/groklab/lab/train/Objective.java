package groklab.lab.train;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.lab.model.Examples;
import groklab.lab.spec.TrainingSpec;

/// The training loss as a graph node.
final class Objective {
  private Objective() {}

  /// The mean loss over the rows of `logits`, `[1, 1]`: cross-entropy per scored position, or the squared error to
  /// one-hot targets as a mean over rows and classes.
  static Node of(Graph g, Node logits, Examples examples, TrainingSpec spec) {
    return switch (spec.loss()) {
      case CROSS_ENTROPY ->
          g.mean(g.crossEntropy(logits, examples.targets(), spec.lossPrecision()));
      case MEAN_SQUARED_ERROR -> {
        Node error = g.subtract(logits, g.oneHot(examples.targets(), logits.cols()));
        yield g.mean(g.multiply(error, error));
      }
    };
  }
}
