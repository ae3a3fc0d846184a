package groklab.lab.phase.detector;

import groklab.lab.phase.Sighting;
import java.util.List;

/// Finds one kind of thing beside the phases, probe by probe and without looking ahead.
sealed interface SightingDetector
    permits CircuitDetector,
        CleanupDetector,
        DelayDetector,
        SettledLevelDetector,
        SlingshotDetector,
        SoftmaxCollapseDetector,
        TrapDetector {

  /// Takes the next probe and returns what became known with it: new sightings, and episodes that
  /// have ended.
  List<Sighting> accept(Observation observation);

  /// All sightings so far, with what is known of them now.
  List<Sighting> sightings();
}
