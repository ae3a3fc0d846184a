package groklab.measures.group;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import java.util.ArrayList;
import java.util.List;

/// A real representation of a group: a d x d matrix for every element, ρ(a·b) = ρ(a)ρ(b).
///
/// @param name for people: "(4,1)" of a symmetric group, "rotation 3" of a cyclic one
/// @param dimension d
/// @param matrices n x d²: row a is ρ(a), row-major
public record Representation(String name, int dimension, Matrix matrices) {
  /// A function whose part outside the others is below this share of its norm is taken as dependent
  /// on them.
  private static final double DEPENDENT = 1e-9;

  public Representation {
    if (matrices.cols() != dimension * dimension) {
      throw new IllegalArgumentException(
          "rows of %d numbers were given for %d x %d matrices"
              .formatted(matrices.cols(), dimension, dimension));
    }
  }

  /// χ(a) = tr ρ(a) of every element.
  public double[] character() {
    double[] character = new double[matrices.rows()];
    for (int a = 0; a < character.length; a++) {
      for (int i = 0; i < dimension; i++) {
        character[a] += matrices.get(a, i * dimension + i);
      }
    }
    return character;
  }

  /// An orthonormal basis, as columns, of the space spanned by the d² matrix-element functions on
  /// the group: n x r.
  ///
  /// r = d² for representations that stay irreducible over the complex numbers (all of S_n), where
  /// the columns are √(d/n)·ρ_ij; r = 2 for a rotation of a cyclic group, whose four functions are
  /// two with signs. Orthonormalised by Gram-Schmidt, twice, in the order of the columns. Cost:
  /// 2nd⁴ multiply-adds.
  public Matrix orthonormalFunctions() {
    int n = matrices.rows();
    List<double[]> kept = new ArrayList<>();
    for (int c = 0; c < matrices.cols(); c++) {
      double[] v = matrices.column(c);
      double before = Numbers.norm(v);
      Numbers.clear(v, kept);
      double after = Numbers.norm(v);
      if (after > DEPENDENT * before) {
        for (int i = 0; i < n; i++) {
          v[i] /= after;
        }
        kept.add(v);
      }
    }
    double[] out = new double[n * kept.size()];
    for (int c = 0; c < kept.size(); c++) {
      for (int i = 0; i < n; i++) {
        out[i * kept.size() + c] = kept.get(c)[i];
      }
    }
    return new Matrix(n, kept.size(), out);
  }
}
