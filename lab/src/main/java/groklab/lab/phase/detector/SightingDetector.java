package groklab.lab.phase.detector;

import groklab.lab.phase.Search;
import groklab.lab.phase.Sighting;
import java.util.List;
import java.util.Optional;

/// Finds one kind of thing beside the phases, probe by probe and without looking ahead.
sealed interface SightingDetector
    permits CircuitDetector,
        CleanupDetector,
        DelayDetector,
        LossSpikeDetector,
        SettledLevelDetector,
        SlingshotDetector,
        SoftmaxCollapseDetector,
        StandstillDetector,
        TrapDetector {

  /// Takes the next probe and returns what became known with it: new sightings, and episodes that
  /// have ended.
  List<Sighting> accept(Observation observation);

  /// All sightings so far, with what is known of them now.
  List<Sighting> sightings();

  /// What was looked for and how well it could be seen, where that is not plain from the measures
  /// that a run records.
  default Optional<Search> search() {
    return Optional.empty();
  }
}
