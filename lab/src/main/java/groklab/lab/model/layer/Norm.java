package groklab.lab.model.layer;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.lab.model.Initial;
import groklab.lab.model.NormKind;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;

/// Normalisation of each row with a gain, parameter NAME.w; LayerNorm also with a shift, NAME.b.
public record Norm(String name, int width, NormKind kind) {
  private static final double EPSILON = 1e-5;

  /// Describes the gain, 1, and the shift, 0.
  public static Norm of(Parameters parameters, String name, int width, NormKind kind) {
    parameters.vector(name + ".w", width, Role.NORM, new Initial.Constant(1));
    if (kind == NormKind.LAYER) {
      parameters.vector(name + ".b", width, Role.NORM, new Initial.Constant(0));
    }
    return new Norm(name, width, kind);
  }

  /// The normalised rows of x, `[rows, width]`.
  public Node apply(Pass pass, Node x) {
    Graph g = pass.graph();
    boolean layer = kind == NormKind.LAYER;
    Node y = g.multiply(g.normalize(x, EPSILON, layer), g.parameter(name + ".w", 1, width));
    return layer ? g.add(y, g.parameter(name + ".b", 1, width)) : y;
  }

  /// The same under the hook NAME.hook_normalized.
  public Node named(Pass pass, Node x) {
    return pass.name(name + ".hook_normalized", apply(pass, x));
  }
}
