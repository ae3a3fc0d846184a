package groklab.measures.landscape;

import groklab.engine.random.RandomStream;
import groklab.lab.measure.function.HessianProduct;

/// Curvature of a loss by Hessian-vector products alone.
///
/// Curvature is not a property of the function that the network computes: rescaling ReLU layers or
/// the logits changes it. Report it with the weight norm, and say whether weight decay is part of
/// the loss.
public final class HessianSpectrum {
  /// Fewer random vectors than this make a trace by luck: PyHessian's stopping rule may end after
  /// two.
  public static final int FEWEST_TRACE_VECTORS = 30;

  private static final int RITZ_EVERY = 5;

  private HessianSpectrum() {}

  /// Both ends of a spectrum.
  ///
  /// @param smallest the algebraically smallest eigenvalue found; negative at a saddle
  /// @param largest the algebraically largest
  /// @param smallestResidual an eigenvalue of H lies within this of `smallest`
  /// @param largestResidual and of `largest`
  /// @param products how many Hessian products were taken
  /// @param converged whether both residuals are below the tolerance times the larger |eigenvalue|
  public record Ends(
      double smallest,
      double largest,
      double smallestResidual,
      double largestResidual,
      int products,
      boolean converged) {}

  /// The smallest and largest eigenvalue, by Lanczos with full re-orthogonalisation from a random
  /// vector. Unlike power iteration it sees negative curvature at the same cost.
  ///
  /// Cost: at most `mostProducts` products and 8·n·mostProducts²/2 operations for n weights;
  /// mostProducts vectors in memory.
  ///
  /// @param mostProducts 40 is plenty for networks' spectra, whose ends stand apart from the bulk
  /// @param tolerance relative, 1e-3 or so
  public static Ends ends(HessianProduct hessian, int mostProducts, double tolerance, long seed) {
    int n = hessian.dimension();
    var lanczos =
        new Lanczos(hessian, Vectors.normals(n, RandomStream.of(seed, "landscape.lanczos")));
    Ends ends = null;
    for (int i = 1; i <= mostProducts && lanczos.step(); i++) {
      if (i % RITZ_EVERY == 0 || i == mostProducts || i == n) {
        ends = endsOf(lanczos, tolerance);
        if (ends.converged) {
          return ends;
        }
      }
    }
    return ends != null && ends.products == lanczos.steps() ? ends : endsOf(lanczos, tolerance);
  }

  private static Ends endsOf(Lanczos lanczos, double tolerance) {
    Lanczos.Ritz ritz = lanczos.ritz();
    int last = ritz.values().length - 1;
    double limit = tolerance * Math.max(Math.abs(ritz.values()[0]), Math.abs(ritz.values()[last]));
    double low = ritz.residuals()[0];
    double high = ritz.residuals()[last];
    return new Ends(
        ritz.values()[0],
        ritz.values()[last],
        low,
        high,
        lanczos.steps(),
        low <= limit && high <= limit);
  }

  /// An estimated trace.
  ///
  /// @param standardError standard deviation of the single estimates (divisor vectors − 1) over
  ///     √vectors
  public record Trace(double mean, double standardError) {}

  /// The trace by Hutchinson's estimate, the mean of vᵀHv over random vectors v of ±1.
  ///
  /// Cost: `vectors` Hessian products. Its variance is 2·Σ_{i≠j} H_ij².
  ///
  /// @param vectors at least 30
  public static Trace trace(HessianProduct hessian, int vectors, long seed) {
    if (vectors < FEWEST_TRACE_VECTORS) {
      throw new IllegalArgumentException(
          "a trace from %d random vectors; expected at least %d"
              .formatted(vectors, FEWEST_TRACE_VECTORS));
    }
    var stream = RandomStream.of(seed, "landscape.trace");
    double mean = 0;
    double squares = 0;
    double[] product = new double[hessian.dimension()];
    for (int i = 0; i < vectors; i++) {
      double[] v = Vectors.rademacher(product.length, stream.at(i));
      hessian.apply(v, product);
      double estimate = Vectors.dot(v, product);
      double difference = estimate - mean; // Welford's update
      mean += difference / (i + 1);
      squares += difference * (estimate - mean);
    }
    return new Trace(mean, Math.sqrt(squares / (vectors - 1) / vectors));
  }

  /// The curvature along a direction, uᵀHu/‖u‖² (thilak2022, arXiv 2206.04817, takes the update for
  /// u). NaN for u = 0. One Hessian product.
  public static double along(HessianProduct hessian, double[] u) {
    double[] product = new double[u.length];
    hessian.apply(u, product);
    return Vectors.dot(u, product) / Vectors.dot(u, u);
  }
}
