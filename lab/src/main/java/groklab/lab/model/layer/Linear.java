package groklab.lab.model.layer;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import java.util.List;
import java.util.Optional;

/// A linear map: x·W, or x·W + b. x is `[rows, in]`, W `[in, out]`, b `[1, out]`.
///
/// @param weight name of W
/// @param transposed whether the parameter holds Wᵀ
/// @param bias name of b
public record Linear(String weight, int in, int out, boolean transposed, Optional<String> bias) {

  /// Describes W.
  public static Linear of(
      Parameters parameters, Initialisation init, Role role, String weight, int in, int out) {
    parameters.matrix(weight, in, out, role, init.weight(in));
    return new Linear(weight, in, out, false, Optional.empty());
  }

  /// The map from a token's vector to the tokens, which has the embedding's parameter.
  public static Linear tied(Embedding embedding) {
    return new Linear(
        embedding.table(), embedding.width(), embedding.tokens(), true, Optional.empty());
  }

  /// The same map with a bias, which it describes.
  public Linear withBias(Parameters parameters, Initialisation init, String name) {
    parameters.vector(name, out, Role.BIAS, init.bias(in));
    return new Linear(weight, in, out, transposed, Optional.of(name));
  }

  /// `[rows, out]` of x, `[rows, in]`.
  public Node apply(Pass pass, Node x) {
    return biased(pass, pass.graph().matmul(x, matrix(pass), false, transposed));
  }

  /// The parameter W.
  Node matrix(Pass pass) {
    return pass.graph().parameter(weight, transposed ? out : in, transposed ? in : out);
  }

  /// A product x·W that was made elsewhere, with the bias.
  public Node biased(Pass pass, Node product) {
    Graph g = pass.graph();
    return bias.map(name -> g.add(product, g.parameter(name, 1, out))).orElse(product);
  }

  /// The map as what reads the classes out.
  ///
  /// @param norms see [Anatomy.Readout]
  public Anatomy.Readout readout(List<String> norms) {
    return new Anatomy.Readout(weight, transposed, bias, norms);
  }
}
