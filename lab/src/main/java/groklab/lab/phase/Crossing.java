package groklab.lab.phase;

import groklab.lab.probe.Probe;
import java.util.List;
import java.util.OptionalLong;

/// When a measure reached a threshold. The unit is the *probe* step: the true step lies between
/// this probe and the one before, so the probe grid belongs to every such number.
///
/// T_mem is the crossing of the train accuracy over 0.99, T_grok that of the validation accuracy
/// over 0.95, unless the spec says otherwise.
///
/// @param first the first probe step with a value at or above the threshold; empty = censored
/// @param stable the first probe step from which the value never again falls below the threshold,
///     if that holds for at least [CrossingDetector#STABLE_PROBES] probes; empty = censored
/// @param observedUntil the last probe step, at which a missing crossing is censored; empty without
///     any probe
public record Crossing(OptionalLong first, OptionalLong stable, OptionalLong observedUntil) {

  /// The crossing in a finished or unfinished list of probes.
  ///
  /// @param probes in ascending steps
  public static Crossing of(List<Probe> probes, String measure, double threshold) {
    var detector = new CrossingDetector(threshold);
    probes.forEach(probe -> detector.accept(probe.step(), probe.value(measure)));
    return detector.crossing();
  }
}
