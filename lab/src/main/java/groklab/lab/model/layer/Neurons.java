package groklab.lab.model.layer;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.UnaryKind;
import groklab.lab.model.Activation;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Pass;
import java.util.Optional;

/// The activation function of a hidden layer with its hooks: PREFIX.hook_pre in front of it and
/// PREFIX.hook_post behind it.
public record Neurons(String prefix, Activation activation) {

  /// The activations of pre, `[rows, width]`.
  public Node apply(Pass pass, Node pre) {
    Node named = pass.name(pre(), pre);
    return pass.name(post(), activated(pass.graph(), named));
  }

  private Node activated(Graph g, Node x) {
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

  private String pre() {
    return prefix + ".hook_pre";
  }

  private String post() {
    return prefix + ".hook_post";
  }

  /// The hidden layer of which these are the neurons, in a chain of layers.
  public Anatomy.HiddenLayer anatomy(Linear in) {
    return new Anatomy.HiddenLayer(pre(), post(), in.out(), in.weight(), Optional.empty());
  }

  /// The hidden layer of which these are the neurons, beside a residual stream.
  public Anatomy.HiddenLayer anatomy(Linear in, Linear out) {
    return new Anatomy.HiddenLayer(pre(), post(), in.out(), in.weight(), Optional.of(out.weight()));
  }
}
