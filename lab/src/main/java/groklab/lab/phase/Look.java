package groklab.lab.phase;

import groklab.lab.probe.Probe;
import java.util.Optional;

/// What a [Watch] is shown of each probe.
///
/// @param judged the strip of phases after this probe; empty = the probe has nothing that the strip
///     turns on
record Look(Probe probe, Optional<Judged> judged) {

  /// @param strip which has taken the reading already
  record Judged(Reading reading, Scale scale, PhaseRule rule, Strip strip) {}

  long step() {
    return probe.step();
  }

  boolean has(String measure) {
    return probe.values().containsKey(measure);
  }
}
