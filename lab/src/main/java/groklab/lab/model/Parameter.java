package groklab.lab.model;

import groklab.engine.plan.ParameterLayout.View;
import java.util.List;

/// A parameter with the name and shape it is stored under, which are TransformerLens's, and how the
/// engine holds it.
///
/// @param view the matrix in the flat parameter array
/// @param shape the stored shape
/// @param order how stored elements follow from the matrix
/// @param initial how it is drawn at step 0
/// @param role what it is for
/// @param trainable whether training changes it
/// @param auxiliary whether it only helps training; what is measured of a network's weights leaves
///     it out
public record Parameter(
    View view,
    List<Integer> shape,
    Order order,
    Initial initial,
    Role role,
    boolean trainable,
    boolean auxiliary) {

  public Parameter {
    shape = List.copyOf(shape);
  }

  /// Storage order.
  public enum Order {
    /// the matrix's own row-major order
    ROW_MAJOR,
    /// the matrix `[d, heads·dh]` is stored as `[heads, d, dh]`
    HEADS_FIRST;

    /// Stored elements, of shape `shape`, of the matrix elements `matrix`.
    public double[] toStored(double[] matrix, List<Integer> shape) {
      return permute(matrix, shape, true);
    }

    /// Matrix elements of the stored elements `stored`, of shape `shape`.
    public double[] fromStored(double[] stored, List<Integer> shape) {
      return permute(stored, shape, false);
    }

    private double[] permute(double[] in, List<Integer> shape, boolean toStored) {
      return switch (this) {
        case ROW_MAJOR -> in;
        case HEADS_FIRST -> {
          int heads = shape.get(0);
          int d = shape.get(1);
          int dh = shape.get(2);
          double[] out = new double[in.length];
          for (int h = 0; h < heads; h++) {
            for (int i = 0; i < d; i++) {
              for (int j = 0; j < dh; j++) {
                int matrix = i * heads * dh + h * dh + j;
                int stored = (h * d + i) * dh + j;
                out[toStored ? stored : matrix] = in[toStored ? matrix : stored];
              }
            }
          }
          yield out;
        }
      };
    }
  }

  public String name() {
    return view.name();
  }

  /// Stored elements of the matrix elements `matrix`.
  public double[] toStored(double[] matrix) {
    return order.toStored(matrix, shape);
  }

  /// Matrix elements of the stored elements `stored`.
  public double[] fromStored(double[] stored) {
    return order.fromStored(stored, shape);
  }
}
