package groklab.lab.rundir;

import groklab.lab.file.JsonLines;
import groklab.lab.file.RunFileException;
import groklab.lab.file.RunningSum;
import groklab.lab.file.Sum;
import groklab.lab.probe.Probe;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// What the other files of a run held when a checkpoint was written. It stands in the checkpoint's
/// metadata, so that a run that goes on from there knows whether its past is still what it was.
///
/// @param metrics of the lines up to the checkpoint
/// @param events of the lines up to the checkpoint
/// @param trace of the blocks up to the checkpoint; empty = the run keeps no trace
public record Sums(Sum spec, Sum criterion, Sum metrics, Sum events, Optional<Sum> trace) {
  private static final String PREFIX = "groklab.";

  /// Of a run as it is now.
  public static Sums now(
      RunDirectory run, JsonLines<Probe> metrics, JsonLines<RunEvent> events, Optional<Sum> trace) {
    return new Sums(
        RunningSum.of(run.specFile()),
        RunningSum.of(run.criterionFile()),
        metrics.sum(),
        events.sum(),
        trace);
  }

  /// By the name of the file.
  SequencedMap<String, Sum> byFile() {
    var sums = new LinkedHashMap<String, Sum>();
    sums.put(RunDirectory.SPEC, spec);
    sums.put(RunDirectory.CRITERION, criterion);
    sums.put(RunDirectory.METRICS, metrics);
    sums.put(RunDirectory.EVENTS, events);
    trace.ifPresent(sum -> sums.put(RunDirectory.TRACE, sum));
    return sums;
  }

  Sum of(String file) {
    return Objects.requireNonNull(byFile().get(file));
  }

  /// Empty = the run does not keep the file.
  Optional<Sum> ofIfThere(String file) {
    return Optional.ofNullable(byFile().get(file));
  }

  Map<String, String> metadata() {
    var texts = new LinkedHashMap<String, String>();
    byFile().forEach((file, sum) -> texts.put(PREFIX + file, sum.text()));
    return texts;
  }

  /// @param checkpoint whose metadata they are
  /// @return empty = it was written by a version that knew no sums
  /// @throws RunFileException if some are missing
  static Optional<Sums> of(Path checkpoint, Map<String, String> metadata) {
    if (metadata.keySet().stream().noneMatch(key -> key.startsWith(PREFIX))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Sums(
              at(metadata, RunDirectory.SPEC),
              at(metadata, RunDirectory.CRITERION),
              at(metadata, RunDirectory.METRICS),
              at(metadata, RunDirectory.EVENTS),
              metadata.containsKey(PREFIX + RunDirectory.TRACE)
                  ? Optional.of(at(metadata, RunDirectory.TRACE))
                  : Optional.empty()));
    } catch (IllegalArgumentException e) {
      throw new RunFileException("%s is damaged: %s".formatted(checkpoint, e.getMessage()));
    }
  }

  private static Sum at(Map<String, String> metadata, String file) {
    return Sum.parse(metadata.getOrDefault(PREFIX + file, "nothing"));
  }
}
