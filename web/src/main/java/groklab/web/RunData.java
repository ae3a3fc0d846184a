package groklab.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// What the files of one run directory say, for display.
///
/// @param directory where it was read from
/// @param name the run's name in its spec, or the directory's name if the spec has none
/// @param seed the seed as written in the spec, empty if it has none
/// @param spec every key of `spec.toml` as `section.key`, with its value as TOML text, in the file's order
/// @param provenance every key of `provenance.json` as a dotted path, with its value as text
/// @param metrics the probes
/// @param events the events in the file's order
/// @param phases the phases of the summary, each ending where the next begins
/// @param milestones when the run memorised and generalised
/// @param facts every scalar of `summary.json`, as text
/// @param complete whether the run wrote its summary; a running or killed run has none
/// @param notices sentences about what is unusual in the files (repeated probes, a cut line, values that are not finite)
public record RunData(
    Path directory,
    String name,
    String seed,
    SequencedMap<String, String> spec,
    SequencedMap<String, String> provenance,
    Metrics metrics,
    List<Event> events,
    List<Phase> phases,
    Milestones milestones,
    SequencedMap<String, String> facts,
    boolean complete,
    List<String> notices) {

  /// One line of `events.jsonl`.
  ///
  /// @param step the optimiser step it belongs to
  /// @param type `memorised`, `generalised`, `checkpoint`, ...
  /// @param details everything else on the line, as text
  public record Event(long step, String type, String details) {}

  /// One phase of a run.
  ///
  /// @param name confusion, memorisation, plateau, transition, generalised, collapsed or un-grokked
  /// @param from its first step
  /// @param to the first step of the next phase, or the last step of the run
  /// @param evidence what speaks for it, in words
  /// @param confidence in [0, 1], if stated
  public record Phase(String name, long from, long to, String evidence, OptionalDouble confidence) {}

  /// When a run memorised and generalised; empty = it did not while it was watched (censored).
  ///
  /// @param memorised T_mem, the first probe at or above the threshold on training data
  /// @param memorisedStable the same, held to the end
  /// @param generalised T_grok, the first probe at or above the threshold on unseen data
  /// @param generalisedStable the same, held to the end
  /// @param verdict confusion, memorisation, grokking or comprehension, if the run has been judged
  public record Milestones(
      OptionalLong memorised,
      OptionalLong memorisedStable,
      OptionalLong generalised,
      OptionalLong generalisedStable,
      Optional<String> verdict) {

    /// T_grok - T_mem in steps, if both are known.
    public OptionalLong delay() {
      return memorised.isPresent() && generalised.isPresent()
          ? OptionalLong.of(generalised.getAsLong() - memorised.getAsLong())
          : OptionalLong.empty();
    }

    /// T_grok / T_mem, if both are known and T_mem > 0.
    public OptionalDouble delayRatio() {
      return delay().isPresent() && memorised.getAsLong() > 0
          ? OptionalDouble.of((double) generalised.getAsLong() / memorised.getAsLong())
          : OptionalDouble.empty();
    }
  }

  /// Reads a run directory: `spec.toml` is required; what else is missing is simply not shown.
  ///
  /// @throws IllegalArgumentException if this is no run directory or a file in it cannot be understood
  /// @throws IOException if a file cannot be read
  public static RunData read(Path directory) throws IOException {
    return new RunReader(directory).read();
  }

  /// The name and the seed, as a title.
  public String title() {
    return seed.isEmpty() ? name : name + ", seed " + seed;
  }

  /// The last step that is known of.
  public long lastStep() {
    String steps = facts.get("steps");
    long recorded = steps != null && steps.matches("\\d{1,18}") ? Long.parseLong(steps) : -1;
    return Math.max(Math.max(0, recorded), metrics.lastStep());
  }
}
