package groklab.measures.landscape;

import groklab.lab.measure.function.HessianProduct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/// The Lanczos tridiagonalisation with full re-orthogonalisation: H restricted to the span of v,
/// Hv, H²v, ...
///
/// Each step costs one Hessian product and, for n weights and k vectors so far, 8·n·k operations;
/// all k vectors are kept.
final class Lanczos {
  /// A next vector this small against the matrix seen so far is rounding: the span is closed under
  /// H.
  private static final double CLOSED = 1e-12;

  private final HessianProduct hessian;
  private final List<double[]> basis = new ArrayList<>();
  private final List<Double> diagonal = new ArrayList<>();
  private final List<Double> offDiagonal = new ArrayList<>();
  private double[] next;
  private boolean closed;

  Lanczos(HessianProduct hessian, double[] start) {
    this.hessian = hessian;
    this.next = start.clone();
    double norm = Vectors.norm(next);
    if (!(norm > 0)) {
      throw new IllegalArgumentException(
          "a start vector of norm " + norm + "; expected a positive norm");
    }
    Vectors.scale(next, 1 / norm);
  }

  /// One more vector; false if there is none because the span is closed under H.
  boolean step() {
    if (closed) {
      return false;
    }
    double[] v = next;
    double[] w = new double[v.length];
    hessian.apply(v, w);
    double a = Vectors.dot(w, v);
    basis.add(v);
    diagonal.add(a);
    for (int pass = 0; pass < 2; pass++) { // twice is enough (Kahan, Parlett)
      for (double[] b : basis) {
        Vectors.add(w, -Vectors.dot(w, b), b);
      }
    }
    double norm = Vectors.norm(w);
    offDiagonal.add(norm);
    closed = basis.size() == v.length || !(norm > CLOSED * size());
    if (!closed) {
      Vectors.scale(w, 1 / norm);
      next = w;
    }
    return true;
  }

  private double size() {
    double max = 0;
    for (int i = 0; i < diagonal.size(); i++) {
      max = Math.max(max, Math.abs(diagonal.get(i)) + offDiagonal.get(i));
    }
    return max;
  }

  int steps() {
    return basis.size();
  }

  /// Eigenvalues of the tridiagonal matrix, ascending, and a bound on the distance of each from an
  /// eigenvalue of H.
  record Ritz(double[] values, double[] residuals) {}

  Ritz ritz() {
    int k = basis.size();
    double[] main = new double[k];
    double[] secondary = new double[k - 1];
    for (int i = 0; i < k; i++) {
      main[i] = diagonal.get(i);
      if (i < k - 1) {
        secondary[i] = offDiagonal.get(i);
      }
    }
    for (double m : main) {
      if (!Double.isFinite(m)) {
        double[] nan = new double[k];
        Arrays.fill(nan, Double.NaN);
        return new Ritz(nan, nan);
      }
    }
    if (k == 1) {
      return new Ritz(main, new double[] {closed ? 0 : offDiagonal.get(0)});
    }
    var eigen = new EigenDecompositionSymmetric(main, secondary);
    RealMatrix vectors = eigen.getV();
    double last = closed ? 0 : offDiagonal.get(k - 1);
    double[] values = new double[k];
    double[] residuals = new double[k];
    for (int i = 0; i < k; i++) {
      int from = k - 1 - i; // the library lists them in descending order
      values[i] = eigen.getEigenvalue(from);
      residuals[i] = Math.abs(last * vectors.getEntry(k - 1, from));
    }
    return new Ritz(values, residuals);
  }
}
