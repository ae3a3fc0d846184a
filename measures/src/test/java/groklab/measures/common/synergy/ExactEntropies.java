package groklab.measures.common.synergy;

import groklab.lab.linear.Matrix;
import org.hipparchus.special.Gamma;

/// Entropies of a known covariance: those of an estimated one with the correction of their bias,
/// written out group by group, undone.
final class ExactEntropies {
  private static final int SAMPLES = 50;

  private ExactEntropies() {}

  static GaussianEntropies of(Matrix covariance) {
    var corrected = GaussianEntropies.biasCorrected(covariance, SAMPLES);
    double[] bits = corrected.bits().clone();
    for (int group = 1; group < bits.length; group++) {
      int k = Integer.bitCount(group);
      double nats = 0.5 * k * (Math.log(2) - Math.log(SAMPLES - 1));
      for (int i = 1; i <= k; i++) {
        nats += 0.5 * Gamma.digamma((SAMPLES - i) / 2.0);
      }
      bits[group] += nats / Math.log(2);
    }
    return new GaussianEntropies(corrected.variables(), bits);
  }
}
