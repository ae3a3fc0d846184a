package groklab.lab.measure.data;

import groklab.lab.measure.Need;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// What was computed at which probe: buffers ask it whether they are out of date, and it counts how
/// often each need was met.
final class ProbeLedger {
  private final Map<Object, Long> filledAt = new HashMap<>();
  private final Map<Need, Integer> met = new LinkedHashMap<>();
  private long probe;

  /// From now on everything is out of date.
  void begin() {
    probe++;
    met.clear();
  }

  /// The number of the present probe.
  long probe() {
    return probe;
  }

  /// True at the first call for a key at this probe.
  boolean isStale(Object key) {
    return !Objects.equals(filledAt.put(key, probe), probe);
  }

  void note(Need need) {
    met.merge(need, 1, Integer::sum);
  }

  /// How often each need was met since the probe began.
  Map<Need, Integer> met() {
    return Map.copyOf(met);
  }
}
