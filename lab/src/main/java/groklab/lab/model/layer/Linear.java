package groklab.lab.model.layer;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Initial;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import java.util.List;
import java.util.Optional;

/// A linear map: s·(x·W), or s·(x·W) + b. x is `[rows, in]`, W `[in, out]`, b `[1, out]`.
///
/// @param weight name of W
/// @param transposed whether the parameter holds Wᵀ
/// @param bias name of b
/// @param factor s, which is not trained; 1 of an ordinary map
public record Linear(
    String weight, int in, int out, boolean transposed, Optional<String> bias, double factor) {

  /// Describes W.
  public static Linear of(
      Parameters parameters, Initialisation init, Role role, String weight, int in, int out) {
    return of(parameters, init.weight(in), role, weight, in, out);
  }

  /// The same with initial values of its own.
  public static Linear of(
      Parameters parameters, Initial initial, Role role, String weight, int in, int out) {
    parameters.matrix(weight, in, out, role, initial);
    return new Linear(weight, in, out, false, Optional.empty(), 1);
  }

  /// The map from a token's vector to the tokens, which has the embedding's parameter.
  public static Linear tied(Embedding embedding) {
    return new Linear(
        embedding.table(), embedding.width(), embedding.tokens(), true, Optional.empty(), 1);
  }

  /// The same map with a bias, which it describes.
  public Linear withBias(Parameters parameters, Initialisation init, String name) {
    return withBias(parameters, init.bias(in), name);
  }

  /// The same with initial values of its own.
  public Linear withBias(Parameters parameters, Initial initial, String name) {
    parameters.vector(name, out, Role.BIAS, initial);
    return new Linear(weight, in, out, transposed, Optional.of(name), factor);
  }

  /// The same map with another factor.
  public Linear times(double other) {
    return new Linear(weight, in, out, transposed, bias, other);
  }

  /// `[rows, out]` of x, `[rows, in]`.
  public Node apply(Pass pass, Node x) {
    return biased(pass, pass.graph().matmul(x, matrix(pass), false, transposed));
  }

  /// The parameter W.
  Node matrix(Pass pass) {
    return pass.graph().parameter(weight, transposed ? out : in, transposed ? in : out);
  }

  /// A product x·W that was made elsewhere, with factor and bias.
  public Node biased(Pass pass, Node product) {
    Graph g = pass.graph();
    Node scaled = g.scale(product, factor);
    return bias.map(name -> g.add(scaled, g.parameter(name, 1, out))).orElse(scaled);
  }

  /// The map as what reads the classes out.
  ///
  /// @param norms see [Anatomy.Readout]
  public Anatomy.Readout readout(List<String> norms) {
    return new Anatomy.Readout(weight, transposed, bias, norms);
  }
}
