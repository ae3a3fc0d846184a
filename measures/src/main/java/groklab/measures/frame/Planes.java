package groklab.measures.frame;

import groklab.lab.linear.Numbers;
import groklab.lab.train.Replay;
import groklab.measures.common.cyclic.FourierBasis;
import groklab.measures.common.cyclic.KeyFrequencies;
import groklab.measures.fourier.TokenSpectrum;
import java.util.Arrays;
import java.util.Optional;

/// Planes through the embedding space in which all frames of a run are seen.
///
/// @param step whose weights they were taken from
/// @param frequencies the strongest of those weights
/// @param axes for each frequency two orthonormal directions
public record Planes(long step, int[] frequencies, double[][][] axes) {
  private static final int COUNT = 4;

  /// The planes of the cosine and sine of the strongest frequencies in the embedding of the loaded
  /// weights.
  public static Optional<Planes> of(Replay replay, long step) {
    return Elements.embedding(replay)
        .filter(e -> e.rows() > 2 * COUNT)
        .map(table -> {
          var basis = FourierBasis.of(table.rows());
          var coefficients = basis.transform(table);
          int[] strongest = KeyFrequencies.strongest(TokenSpectrum.of(table).power(), COUNT);
          var axes = new double[strongest.length][][];
          for (int i = 0; i < strongest.length; i++) {
            int[] rows = basis.rowsOf(strongest[i]);
            axes[i] =
                orthonormal(coefficients.row(rows[0]), coefficients.row(rows[rows.length - 1]));
          }
          return new Planes(step, strongest, axes);
        });
  }

  private static double[][] orthonormal(double[] first, double[] second) {
    double[] x = scaled(first, 1 / Numbers.norm(first));
    double along = Numbers.dot(x, second);
    double[] y = second.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] -= along * x[i];
    }
    double length = Numbers.norm(y);
    return new double[][] {x, length > 0 ? scaled(y, 1 / length) : y};
  }

  private static double[] scaled(double[] a, double factor) {
    return Arrays.stream(a).map(v -> v * factor).toArray();
  }
}
