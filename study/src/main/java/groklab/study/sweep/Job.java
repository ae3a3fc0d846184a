package groklab.study.sweep;

import java.io.Serial;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// One run of a sweep before it is run. It holds texts only, so that it can be sent to another
/// machine.
///
/// @param id the beginning of the SHA-256 of the spec: a function of what is run and nothing else,
///     so a sweep that grows never renames its runs
/// @param settings what the axes say of it: path of a key to its value as TOML
/// @param spec the resolved spec as TOML
public record Job(String id, Map<String, String> settings, long seed, String spec)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  public Job {
    settings = new LinkedHashMap<>(settings); // unmodifiable maps keep no order when sent
  }

  /// In the order of the axes.
  public SequencedMap<String, String> ordered() {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
  }

  /// The cell, as people name it: `optimizer.weightDecay = 1.0, task.trainFraction = 0.4`.
  public String cell() {
    return String.join(
        ", ", settings.entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()).toList());
  }
}
