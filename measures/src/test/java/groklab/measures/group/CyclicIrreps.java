package groklab.measures.group;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.FourierBasis;
import java.util.ArrayList;
import java.util.List;

/// The real irreducible representations of Z_m: trivial, rotations by w_k = 2πk/m, and for even m
/// the sign (-1)^j.
///
/// A rotation is irreducible over the reals only: its four matrix elements span two functions, cos
/// and sin, which is why arXiv 2302.03025's code keeps two columns for cyclic groups. On these, the
/// measures of this package are those of the Fourier package in other words.
public final class CyclicIrreps {
  private CyclicIrreps() {}

  /// Trivial, rotation 1, rotation 2, ..., and "sign" last if m is even.
  public static List<Representation> of(int order) {
    FourierBasis basis = FourierBasis.of(order);
    List<Representation> out = new ArrayList<>();
    for (int k = 0; k <= basis.frequencies(); k++) {
      out.add(k > 0 && basis.hasSine(k) ? rotation(basis, k) : oneDimensional(basis, k));
    }
    return out;
  }

  private static Representation oneDimensional(FourierBasis basis, int k) {
    double[] values = new double[basis.order()];
    for (int j = 0; j < values.length; j++) {
      values[j] = k == 0 || j % 2 == 0 ? 1 : -1;
    }
    return new Representation(k == 0 ? "trivial" : "sign", 1, new Matrix(values.length, 1, values));
  }

  private static Representation rotation(FourierBasis basis, int k) {
    double[] values = new double[basis.order() * 4];
    for (int j = 0; j < basis.order(); j++) {
      values[j * 4] = basis.cos(k, j);
      values[j * 4 + 1] = -basis.sin(k, j);
      values[j * 4 + 2] = basis.sin(k, j);
      values[j * 4 + 3] = basis.cos(k, j);
    }
    return new Representation("rotation " + k, 2, new Matrix(basis.order(), 4, values));
  }
}
