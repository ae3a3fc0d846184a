package groklab.measures.routing;

import groklab.lab.linear.Matrix;
import java.util.List;

/// How smoothly routing goes on from layer to layer (arXiv 2506.21551). With v_k the vector by
/// which the router of layer l recognises expert k and ḡ an example's mean shares, the example is
/// at e_l = Σ_k ḡ_l,k·v_k, and s_l = cos(e_l, e_l+1).
///
/// @param cosine mean of s_l
/// @param inconsistency C = 1 − 1/(L − 1)·Σ s_l/(max s_l + 1e-8)
record Consistency(double cosine, double inconsistency) {
  private static final double EPSILON = 1e-8;

  /// The means over examples.
  ///
  /// @param shares of each layer, `[examples, experts]`
  /// @param routers of each layer, `[d, experts]`
  static Consistency mean(List<Matrix> shares, List<Matrix> routers) {
    int n = shares.getFirst().rows();
    double cosine = 0;
    double inconsistency = 0;
    for (int i = 0; i < n; i++) {
      Consistency one = of(shares, routers, i);
      cosine += one.cosine() / n;
      inconsistency += one.inconsistency() / n;
    }
    return new Consistency(cosine, inconsistency);
  }

  private static Consistency of(List<Matrix> shares, List<Matrix> routers, int example) {
    int pairs = shares.size() - 1;
    double[] before = place(shares.getFirst(), routers.getFirst(), example);
    double sum = 0;
    double max = Double.NEGATIVE_INFINITY;
    for (int l = 1; l <= pairs; l++) {
      double[] here = place(shares.get(l), routers.get(l), example);
      double cosine = cosine(before, here);
      sum += cosine;
      max = Math.max(max, cosine);
      before = here;
    }
    return new Consistency(sum / pairs, 1 - sum / pairs / (max + EPSILON));
  }

  private static double[] place(Matrix shares, Matrix router, int example) {
    double[] place = new double[router.rows()];
    for (int i = 0; i < place.length; i++) {
      for (int e = 0; e < shares.cols(); e++) {
        place[i] += shares.get(example, e) * router.get(i, e);
      }
    }
    return place;
  }

  private static double cosine(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
