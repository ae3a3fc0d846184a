package groklab.measures.representation;

import groklab.engine.kernel.Precision;
import groklab.lab.linear.Matrix;
import groklab.lab.linear.SymmetricEigenvalues;
import groklab.measures.common.Shares;
import java.util.Arrays;
import java.util.Optional;

/// The variances of a representation along its principal axes, and the dimensions and rank made of
/// them.
///
/// Cost of [#of]: nd² + 9d³ operations for n samples of d features.
///
/// @param variances eigenvalues of the d x d covariance (divisor n − 1), descending, rounding below
///     0 cut off; all NaN if a value of the representation is not finite
public record PrincipalComponents(double[] variances) {
  /// @throws IllegalArgumentException for fewer than two samples or no feature
  public static PrincipalComponents of(Matrix representation) {
    int n = representation.rows();
    int d = representation.cols();
    if (n < 2 || d < 1) {
      throw new IllegalArgumentException(
          "a representation of %d samples and %d features; expected at least 2 and 1"
              .formatted(n, d));
    }
    double[] variances = new double[d];
    if (!representation.isFinite()) {
      Arrays.fill(variances, Double.NaN);
      return new PrincipalComponents(variances);
    }
    double[] x = representation.centred().values();
    double[][] covariance = new double[d][d];
    for (int r = 0; r < n; r++) {
      for (int i = 0; i < d; i++) {
        double v = x[r * d + i] / (n - 1);
        for (int j = 0; j < d; j++) {
          covariance[i][j] += v * x[r * d + j];
        }
      }
    }
    for (int i = 0; i < d; i++) { // exactly symmetric, whatever the order of rounding
      for (int j = 0; j < i; j++) {
        covariance[i][j] = covariance[j][i];
      }
    }
    double[] eigenvalues = SymmetricEigenvalues.ascending(covariance);
    for (int i = 0; i < d; i++) {
      variances[i] = Math.max(0, eigenvalues[d - 1 - i]);
    }
    return new PrincipalComponents(variances);
  }

  /// Why the dimensions are not defined; empty = they are.
  public Optional<String> degenerate() {
    if (Double.isNaN(variances[0])) {
      return Optional.of("a value of the representation is not finite");
    }
    return variances[0] == 0
        ? Optional.of("the representation does not vary: all its rows are equal")
        : Optional.empty();
  }

  /// Effective dimension exp(−Σ s ln s), s the shares of variance (2205.10343; the text defines s
  /// by a mean square, that is a variance and not a standard deviation). In [1, d]; NaN if nothing
  /// varies.
  public double effectiveDimension() {
    return Shares.effectiveNumber(variances);
  }

  /// (Σv)²/Σv², in [1, d]; NaN if nothing varies. To be preferred to [TwoNearestNeighbours] on
  /// embeddings that form circles.
  public double participationRatio() {
    return Shares.participationRatio(variances);
  }

  /// Feature rank (2405.19454): variances above v_max·d·ε, where ε says for which number format the
  /// tolerance is meant.
  ///
  /// The rank jumps by orders between float32 and float64, between activations before and after the
  /// non-linearity, and between train and test set; the paper's code takes the test set before the
  /// non-linearity, in float64. Store all of it with the number. The covariance here is always
  /// computed in float64, so with [Precision#FLOAT32] only the tolerance is that of float32. At
  /// most min(d, n − 1) in exact arithmetic; 0 if nothing varies, NaN if a value is not finite.
  public double featureRank(Precision tolerance) {
    if (Double.isNaN(variances[0])) {
      return Double.NaN;
    }
    double epsilon =
        switch (tolerance) {
          case FLOAT32 -> 0x1p-23;
          case FLOAT64 -> 0x1p-52;
        };
    double cut = variances[0] * variances.length * epsilon;
    int rank = 0;
    for (double v : variances) {
      rank += v > cut ? 1 : 0;
    }
    return rank;
  }
}
