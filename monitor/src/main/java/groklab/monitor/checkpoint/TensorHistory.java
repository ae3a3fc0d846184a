package groklab.monitor.checkpoint;

import groklab.measures.frame.WeightSpectrum;
import java.util.Optional;
import java.util.OptionalDouble;

/// A tensor over the checkpoints of a run; every array has a number for each of them.
///
/// @param part of the network that it belongs to
/// @param count of its weights
/// @param squares Σw²
/// @param fromFirst Σ(w − w₀)², w₀ of the first checkpoint
/// @param fromPrevious Σ(w − w')², w' of the checkpoint before; 0 for the first
/// @param spectra of the first and the last; empty = see [WeightHistory#leftOut]
public record TensorHistory(
    String name,
    String part,
    String shape,
    long count,
    double[] squares,
    double[] fromFirst,
    double[] fromPrevious,
    Optional<SpectrumPair> spectra) {
  /// What became of a spectrum; both are the same where there is one checkpoint.
  public record SpectrumPair(WeightSpectrum first, WeightSpectrum last) {
    /// Whether both say something: a matrix of zeros, or with a number that is not finite, has no
    /// ranks.
    public boolean isDefined() {
      return Double.isFinite(first.stableRank()) && Double.isFinite(last.stableRank());
    }

    /// The exponent of the last; empty = its power law has too few eigenvalues, or the matrix
    /// cannot be told from a random one.
    public OptionalDouble alpha() {
      return switch (last.tail()) {
        case WeightSpectrum.Fitted fit when fit.isEnough() && !last.looksRandom() ->
            OptionalDouble.of(fit.alpha());
        case WeightSpectrum.Fitted _, WeightSpectrum.Unfitted _ -> OptionalDouble.empty();
      };
    }
  }

  TensorHistory with(SpectrumPair pair) {
    return new TensorHistory(
        name, part, shape, count, squares, fromFirst, fromPrevious, Optional.of(pair));
  }
}
