package groklab.lab.phase;

import java.util.List;

/// Watches for one kind of thing beside the phases, probe by probe and without looking ahead.
sealed interface Watch
    permits CircuitWatch,
        CleanupWatch,
        CollapseShareWatch,
        DelayWatch,
        SettledWatch,
        SlingshotWatch,
        SpectrumWatch {

  /// Takes the next probe and returns what became known with it: new sightings, and episodes that
  /// have ended.
  List<Sighting> accept(Look look);

  /// All sightings so far, with what is known of them now.
  List<Sighting> sightings();
}
