package groklab.lab.update;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.UnaryKind;
import java.util.List;

/// The nearest matrix with orthonormal rows or columns, by iteration: with the singular value
/// decomposition X = U·S·Vᵀ it goes to U·Vᵀ.
///
/// X₀ = X/‖X‖ (Frobenius; 1e-7 is added to the norm), then X ← aX + b(XXᵀ)X + c(XXᵀ)²X. Singular
/// values that are 0 stay 0.
///
/// @param coefficients a, b, c
public record NewtonSchulz(List<Double> coefficients, int iterations) {
  /// Grows small singular values fast and leaves all of them between about 0.7 and 1.2.
  public static final List<Double> FAST = List.of(3.4445, -4.7750, 2.0315);

  /// Goes to 1 exactly; a singular value of share s of the norm needs about ln(1/s)/0.63 + 4
  /// iterations.
  public static final List<Double> EXACT = List.of(15 / 8.0, -10 / 8.0, 3 / 8.0);

  private static final double EPSILON = 1e-7;

  public Node of(Graph g, Node matrix) {
    Node norm = g.affine(g.sqrt(g.dot(matrix, matrix)), 1, EPSILON);
    Node x = g.multiply(matrix, g.unary(UnaryKind.RECIPROCAL, norm));
    boolean wide = matrix.rows() <= matrix.cols();
    for (int i = 0; i < iterations; i++) {
      Node gram = wide ? g.matmul(x, x, false, true) : g.matmul(x, x, true, false);
      Node mixed =
          g.add(
              g.scale(gram, coefficients.get(1)),
              g.scale(g.matmul(gram, gram), coefficients.get(2)));
      Node turned = wide ? g.matmul(mixed, x) : g.matmul(x, mixed);
      x = g.add(g.scale(x, coefficients.get(0)), turned);
    }
    return x;
  }
}
