package groklab.measures.frame;

import groklab.lab.linear.Matrix;
import groklab.lab.train.Replay;
import groklab.measures.spectrum.PowerLaw;
import groklab.measures.spectrum.Spectrum;
import java.util.List;

/// The singular values of a weight matrix.
///
/// @param tail the power law that fits the tail of the eigenvalues, or why none does
public record WeightSpectrum(String name, Spectrum spectrum, PowerLaw tail) {
  /// A spectrum of fewer values has no shape.
  private static final int SMALLEST = 8;

  static List<WeightSpectrum> all(Replay replay) {
    return replay.network().parameters().stream()
        .filter(t -> Math.min(t.view().rows(), t.view().cols()) >= SMALLEST)
        .map(t -> of(t.name(), replay.weight(t)))
        .toList();
  }

  private static WeightSpectrum of(String name, Matrix weight) {
    Spectrum spectrum = Spectrum.ofGram(weight);
    return new WeightSpectrum(name, spectrum, PowerLaw.fit(spectrum.eigenvalues()));
  }
}
