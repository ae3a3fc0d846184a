package groklab.study.sweep;

import groklab.lab.criterion.Crossing;
import groklab.lab.phase.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// What came of one run of a sweep, as far as pictures and fits over many runs ask.
///
/// @param id of the run in its sweep, a function of its settings and seed
/// @param settings what the axes say of it: path of a key to its value as TOML, e.g.
///     `optimizer.weightDecay` to `1.0`; runs of one cell have equal settings
/// @param verdict empty = not decided: the run failed, or its budget ended while a curve was rising
/// @param memorised T_mem, censored at the last probe
/// @param generalised T_grok, likewise
/// @param steps taken
/// @param failure why it failed, one sentence; empty = it did not
public record Outcome(
    String id,
    SequencedMap<String, String> settings,
    long seed,
    Optional<Verdict> verdict,
    Crossing memorised,
    Crossing generalised,
    long steps,
    Optional<String> failure) {
  public Outcome {
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
  }

  /// The same run under other words for its settings.
  public Outcome with(SequencedMap<String, String> words) {
    return new Outcome(id, words, seed, verdict, memorised, generalised, steps, failure);
  }
}
