package groklab.web.live;

import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// What a run is doing, as far as its directory tells.
public enum RunState {
  /// it goes on
  RUNNING,
  /// it ended by itself
  FINISHED,
  /// it was stopped with everything saved, or its process is gone; it can be resumed
  STOPPED;

  /// A run that goes on writes a checkpoint at least every half minute.
  private static final Duration SILENCE = Duration.ofSeconds(75);

  /// The name on pages.
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /// Of a run of any process. One that was killed has stopped; where the system cannot tell that,
  /// as of another machine's run on a network disk, it counts as running until it has been silent
  /// for a while.
  static RunState of(RunDirectory run) {
    return of(
        run,
        Files.exists(run.provenanceFile()) ? Optional.of(run.readProvenance()) : Optional.empty());
  }

  /// The same of a run whose provenance has been read already.
  static RunState of(RunDirectory run, Optional<Provenance> provenance) {
    if (run.isDone()) {
      return FINISHED;
    }
    boolean ended =
        provenance.flatMap(Provenance::endedAt).isPresent()
            || provenance.flatMap(Provenance::process).filter(RunProcess::isGone).isPresent();
    return !ended && lastWrite(run).isAfter(Instant.now().minus(SILENCE)) ? RUNNING : STOPPED;
  }

  static Instant lastWrite(RunDirectory run) {
    return Stream.of(run.metricsFile(), run.eventsFile(), run.provenanceFile(), run.specFile())
        .filter(Files::exists)
        .map(RunState::written)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private static Instant written(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException("A file of a run cannot be looked at", e);
    }
  }
}
