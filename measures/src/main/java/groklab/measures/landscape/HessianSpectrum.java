package groklab.measures.landscape;

import groklab.engine.random.RandomStream;

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
  /// Cost: at most `mostProducts` products and 8·n·mostProducts²/2 operations; mostProducts vectors
  /// in memory.
  ///
  /// @param n number of weights
  /// @param mostProducts 40 is plenty for networks' spectra, whose ends stand apart from the bulk
  /// @param tolerance relative, 1e-3 or so
  public static Ends ends(
      HessianProduct hessian, int n, int mostProducts, double tolerance, long seed) {
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

  /// What power iteration ended with.
  ///
  /// @param eigenvalue vᵀHv of the last vector: near the eigenvalue of largest *absolute* value,
  ///     which may be negative
  public record Power(double eigenvalue, int products, boolean converged) {}

  /// Power iteration as PyHessian does it, for comparison with its numbers: random unit start, stop
  /// when the estimate changes by less than `tolerance` (its default 1e-3) relative to the last
  /// plus 1e-6, or after `most` products (100).
  public static Power powerIteration(
      HessianProduct hessian, int n, int most, double tolerance, long seed) {
    double[] v = Vectors.normals(n, RandomStream.of(seed, "landscape.power"));
    Vectors.scale(v, 1 / Vectors.norm(v));
    double before = Double.NaN;
    for (int i = 1; i <= most; i++) {
      double[] w = hessian.times(v).clone();
      double eigenvalue = Vectors.dot(w, v);
      if (Math.abs(eigenvalue - before) / (Math.abs(before) + 1e-6) < tolerance) {
        return new Power(eigenvalue, i, true);
      }
      before = eigenvalue;
      double norm = Vectors.norm(w);
      if (norm == 0) { // the start lies in the kernel, which for a random one means H = 0
        return new Power(0, i, true);
      }
      Vectors.scale(w, 1 / norm);
      v = w;
    }
    return new Power(before, most, false);
  }

  /// An estimated trace.
  ///
  /// @param standardError standard deviation of the single estimates (divisor vectors − 1) over
  ///     √vectors
  public record Trace(double mean, double standardError, int vectors) {}

  /// The trace by Hutchinson's estimate, the mean of vᵀHv over random vectors v of ±1.
  ///
  /// Cost: `vectors` Hessian products. Its variance is 2·Σ_{i≠j} H_ij².
  ///
  /// @param vectors at least 30
  public static Trace trace(HessianProduct hessian, int n, int vectors, long seed) {
    if (vectors < FEWEST_TRACE_VECTORS) {
      throw new IllegalArgumentException(
          "a trace from %d random vectors; expected at least %d"
              .formatted(vectors, FEWEST_TRACE_VECTORS));
    }
    var stream = RandomStream.of(seed, "landscape.trace");
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < vectors; i++) {
      double[] v = Vectors.rademacher(n, stream.at(i));
      double estimate = Vectors.dot(v, hessian.times(v));
      double difference = estimate - mean; // Welford's update
      mean += difference / (i + 1);
      squares += difference * (estimate - mean);
    }
    return new Trace(mean, Math.sqrt(squares / (vectors - 1) / vectors), vectors);
  }

  /// The eigenvalue density by stochastic Lanczos quadrature: the mean over random vectors of the
  /// quadrature that Lanczos gives for that vector.
  ///
  /// Cost: vectors·steps products, and 8·n·steps²/2 operations each.
  ///
  /// @param steps Lanczos steps of a vector; PyHessian takes 100
  /// @param vectors random vectors of ±1; PyHessian takes 1
  public static SpectralDensity density(
      HessianProduct hessian, int n, int steps, int vectors, long seed) {
    var stream = RandomStream.of(seed, "landscape.density");
    double[][] nodes = new double[vectors][];
    double[][] weights = new double[vectors][];
    for (int i = 0; i < vectors; i++) {
      var lanczos = new Lanczos(hessian, Vectors.rademacher(n, stream.at(i)));
      lanczos.steps(steps);
      Lanczos.Ritz ritz = lanczos.ritz();
      nodes[i] = ritz.values();
      weights[i] = ritz.weights();
      Vectors.scale(weights[i], 1.0 / vectors);
    }
    return SpectralDensity.merged(nodes, weights);
  }

  /// The curvature along a direction, uᵀHu/‖u‖² (thilak2022, arXiv 2206.04817, takes the update for
  /// u). NaN for u = 0. One Hessian product.
  public static double along(HessianProduct hessian, double[] u) {
    return Vectors.dot(u, hessian.times(u)) / Vectors.dot(u, u);
  }
}
