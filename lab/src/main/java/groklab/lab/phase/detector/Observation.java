package groklab.lab.phase.detector;

import groklab.lab.phase.timeline.PhaseTimeline;
import groklab.lab.phase.timeline.Reading;
import groklab.lab.probe.Probe;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// What a [SightingDetector] is shown of each probe.
///
/// @param context empty = the probe has nothing that phases turn on
record Observation(Probe probe, Optional<Context> context) {

  /// The probe's scores, and the phases so far.
  ///
  /// @param timeline which has taken the reading already
  record Context(Reading reading, PhaseTimeline timeline) {}

  long step() {
    return probe.step();
  }

  boolean has(String measure) {
    return probe.values().containsKey(measure);
  }

  /// Whether there is no validation set to look at.
  boolean isBlind() {
    return context.map(known -> known.reading().validation().isEmpty()).orElse(true);
  }

  /// Those of some measures that the probe has.
  SequencedMap<String, Double> values(String... measures) {
    var values = new LinkedHashMap<String, Double>();
    for (String name : measures) {
      if (has(name)) {
        values.put(name, probe.value(name));
      }
    }
    return values;
  }
}
