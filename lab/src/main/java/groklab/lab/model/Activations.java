package groklab.lab.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.UnaryKind;
import groklab.lab.spec.Activation;

/// Activation functions by spec name.
final class Activations {
  private Activations() {}

  static Node apply(Graph g, Activation activation, Node x) {
    return g.unary(
        switch (activation) {
          case RELU -> UnaryKind.RELU;
          case GELU -> UnaryKind.GELU;
          case GELU_TANH -> UnaryKind.GELU_TANH;
          case SILU -> UnaryKind.SILU;
          case TANH -> UnaryKind.TANH;
          case SQUARE -> UnaryKind.SQUARE;
        },
        x);
  }
}
