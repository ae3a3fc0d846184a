package groklab.lab.phase.detector;

import groklab.lab.phase.Evidence;
import groklab.lab.phase.Sighting;
import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds correlation traps in the weights, and says what the spectra show beside a collapse
/// of validation.
///
/// The claim (arXiv 2506.04434, 2602.02859): in anti-grokking traps appear (0 before, several per
/// layer after) and the power-law exponent alpha falls below 2. The counter-evidence, which is told
/// with every sighting (arXiv 2605.20441): in a 4-layer transformer the median alpha was 2.07 at
/// random initialisation and below 1.5 from the onset of grokking to the end, so alpha below 2
/// marked grokking there, and late collapse depended on the seed.
///
/// A sighting needs traps that an earlier probe did not show; alpha alone makes none.
final class TrapDetector implements SightingDetector {
  static final String TRAPS = "spectrum.traps.";
  static final String ALPHA = "spectrum.alpha.";
  private static final double IDEAL_ALPHA = 2;
  private static final double CONTESTED = 0.5;
  private static final String COUNTER_EVIDENCE =
      "; against it: in a 4-layer transformer alpha was 2.07 at random initialisation and below 1.5"
          + " from the onset of grokking to the end, and late collapse depended on the seed (arXiv"
          + " 2605.20441)";

  private final Episodes episodes = new Episodes();
  private double fewest = Double.POSITIVE_INFINITY;
  private Optional<Spectra> latest = Optional.empty();

  /// @param traps over all tensors; NaN = not measured
  /// @param alpha mean over the tensors where it could be fitted; NaN = none
  private record Spectra(
      long step, double traps, double alpha, LinkedHashMap<String, Double> values) {

    static Optional<Spectra> of(Probe probe) {
      double traps = Double.NaN;
      double sum = 0;
      int tensors = 0;
      var values = new LinkedHashMap<String, Double>();
      for (var entry : probe.values().entrySet()) {
        double value = entry.getValue();
        if (entry.getKey().startsWith(TRAPS)) {
          traps = Double.isNaN(traps) ? value : traps + value;
          values.put(entry.getKey(), value);
        } else if (entry.getKey().startsWith(ALPHA)) {
          values.put(entry.getKey(), value);
          if (Double.isFinite(value)) {
            sum += value;
            tensors++;
          }
        }
      }
      return values.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Spectra(probe.step(), traps, tensors == 0 ? Double.NaN : sum / tensors, values));
    }
  }

  @Override
  public List<Sighting> accept(Observation observation) {
    var spectra = Spectra.of(observation.probe());
    if (spectra.isEmpty()) {
      return List.of();
    }
    latest = spectra;
    double traps = spectra.get().traps;
    if (Double.isNaN(traps)) {
      return List.of();
    }
    boolean appeared = traps >= 1 && traps > fewest;
    double before = fewest;
    fewest = Math.min(fewest, traps);
    var change =
        appeared
            ? episodes.seen(
                Sighting.Kind.OVERTRAINED_SPECTRUM,
                observation.step(),
                () -> evidence(spectra.get(), before, observation),
                CONTESTED)
            : episodes.notSeen(observation.step());
    return change.map(List::of).orElse(List.of());
  }

  @Override
  public List<Sighting> sightings() {
    return episodes.all();
  }

  /// The evidence of a collapse with what the last spectra say for and against it.
  Evidence beside(Evidence collapse) {
    if (latest.isEmpty()) {
      return collapse.without(
          "without spectrum.alpha and spectrum.traps it could not be told whether the weights show"
              + " signs of over-training");
    }
    var spectra = latest.get();
    var said = new ArrayList<String>();
    if (!Double.isNaN(spectra.traps)) {
      said.add(
          String.format(
              Locale.ROOT, "%.0f correlation traps, %.0f at the fewest", spectra.traps, fewest));
    }
    if (!Double.isNaN(spectra.alpha)) {
      said.add(
          String.format(
              Locale.ROOT,
              "mean alpha %.2f (%s)",
              spectra.alpha,
              spectra.alpha < IDEAL_ALPHA ? "below 2" : "not below 2"));
    }
    return collapse.and(
        Evidence.of("; spectra: " + String.join(", ", said) + COUNTER_EVIDENCE, spectra.values));
  }

  private static Evidence evidence(Spectra spectra, double before, Observation observation) {
    String alpha =
        Double.isNaN(spectra.alpha)
            ? ""
            : String.format(Locale.ROOT, ", mean alpha %.2f", spectra.alpha);
    var evidence =
        Evidence.of(
            String.format(
                    Locale.ROOT,
                    "%.0f correlation traps, %.0f before%s: a sign of over-training (arXiv"
                        + " 2506.04434)",
                    spectra.traps,
                    before,
                    alpha)
                + COUNTER_EVIDENCE,
            spectra.values);
    return observation.isBlind()
        ? evidence.without(
            "without a validation set it could not be told whether anything was lost")
        : evidence;
  }
}
