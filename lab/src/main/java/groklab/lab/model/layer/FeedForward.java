package groklab.lab.model.layer;

import groklab.engine.graph.Node;
import groklab.lab.model.Activation;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;

/// The feed-forward part of a block, activation(x·W_in + b_in)·W_out + b_out. W_in is
/// `[width, hidden]`, W_out `[hidden, width]`.
public record FeedForward(Linear in, Neurons neurons, Linear out) implements PositionWise {

  /// @param width of the residual stream
  /// @param hidden number of neurons
  /// @param bias whether both maps have biases
  public record Shape(int width, int hidden, Activation activation, boolean bias) {}

  /// Describes PREFIX.W_in, PREFIX.W_out and, if there are biases, PREFIX.b_in and PREFIX.b_out.
  public static FeedForward of(
      Parameters parameters, Initialisation init, String prefix, Shape shape) {
    int d = shape.width();
    int hidden = shape.hidden();
    Linear in = Linear.of(parameters, init, Role.HIDDEN, prefix + ".W_in", d, hidden);
    Linear out = Linear.of(parameters, init, Role.HIDDEN, prefix + ".W_out", hidden, d);
    if (shape.bias()) {
      in = in.withBias(parameters, init, prefix + ".b_in");
      out = out.withBias(parameters, init, prefix + ".b_out");
    }
    return new FeedForward(in, new Neurons(prefix, shape.activation()), out);
  }

  @Override
  public Node apply(Pass pass, Node x) {
    return out.apply(pass, neurons.apply(pass, in.apply(pass, x)));
  }

  public Anatomy.HiddenLayer anatomy() {
    return neurons.anatomy(in, out);
  }
}
