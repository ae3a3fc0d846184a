package groklab.measures.frame;

import groklab.lab.linear.Matrix;
import groklab.lab.train.Replay;
import groklab.measures.spectrum.PowerLaw;
import groklab.measures.spectrum.Spectrum;
import java.util.List;

/// The singular values of a weight matrix.
///
/// @param norm Frobenius
/// @param effectiveRank exp of the entropy of the normalised singular values
/// @param looksRandom whether it cannot be told from a matrix of independent entries; then the tail
///     means nothing
/// @param singularValues descending
/// @param tail the power law of the largest eigenvalues of WᵀW, or why there is none
public record WeightSpectrum(
    String name,
    double norm,
    double effectiveRank,
    boolean looksRandom,
    double[] singularValues,
    Tail tail) {
  /// A spectrum of fewer values has no shape.
  private static final int SMALLEST = 8;

  /// What a fit of a power law to the tail gave.
  public sealed interface Tail {}

  /// A density ∝ λ^−alpha.
  ///
  /// @param xmin the smallest eigenvalue of the tail
  /// @param eigenvalues of the tail
  /// @param distance Kolmogorov-Smirnov, in [0, 1]
  /// @param isEnough whether so many eigenvalues took part that the fit means something
  public record Fitted(
      double alpha, double xmin, int eigenvalues, double distance, boolean isEnough)
      implements Tail {}

  /// @param reason one sentence
  public record Unfitted(String reason) implements Tail {}

  /// ‖W‖_F²/σ_max², at most the number of singular values; NaN for a matrix of zeros.
  public double stableRank() {
    return norm * norm / (singularValues[0] * singularValues[0]);
  }

  static List<WeightSpectrum> all(Replay replay) {
    return replay.network().parameters().stream()
        .filter(t -> Math.min(t.view().rows(), t.view().cols()) >= SMALLEST)
        .map(t -> of(t.name(), replay.weight(t)))
        .toList();
  }

  /// The spectrum of a matrix, from its Gram matrix.
  ///
  /// @param weight with at least one row and one column
  public static WeightSpectrum of(String name, Matrix weight) {
    Spectrum spectrum = Spectrum.ofGram(weight);
    return new WeightSpectrum(
        name,
        spectrum.frobeniusNorm(),
        spectrum.effectiveRank(),
        spectrum.looksRandom(),
        spectrum.singularValues(),
        tail(PowerLaw.fit(spectrum.eigenvalues())));
  }

  private static Tail tail(PowerLaw law) {
    return switch (law) {
      case PowerLaw.Fit fit ->
          new Fitted(fit.alpha(), fit.xmin(), fit.tail(), fit.distance(), fit.enoughEigenvalues());
      case PowerLaw.Failed failed -> new Unfitted(failed.reason());
    };
  }
}
