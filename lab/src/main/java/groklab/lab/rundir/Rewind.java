package groklab.lab.rundir;

import groklab.lab.file.RunFileException;
import groklab.lab.file.Safetensors;
import groklab.lab.file.Sum;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/// Takes a damaged run back to a step up to which it is whole; what came after is computed again.
public final class Rewind {
  private static final String KEPT = "what was recorded up to the step is as it was";

  private Rewind() {}

  /// The directory of a damaged run that can be taken back to a step.
  ///
  /// @throws IllegalArgumentException if nothing is damaged, or the run has no whole state of the
  ///     step
  public static RunDirectory checked(Path path, long at) {
    var run = RunDirectory.open(path);
    var found = run.verify();
    if (found.isWhole()) {
      throw new IllegalArgumentException(
          ("nothing in %s is damaged; write groklab run --branch %s --at %d to begin another run"
                  + " there")
              .formatted(path, path, at));
    }
    if (at > found.goOnFrom().orElse(-1) || !run.hasCheckpoint(at)) {
      throw new IllegalArgumentException(
          "--at is %d, but there is no whole state of that step; %s"
              .formatted(at, found.sentence()));
    }
    return run;
  }

  /// The checkpoint to go on from.
  ///
  /// @param at the step to take the run back to; empty = it goes on from its newest
  public static Optional<Checkpoint> latest(RunDirectory run, OptionalLong at) {
    at.ifPresent(step -> to(step, run));
    return run.latestCheckpoint();
  }

  /// Removes all that came after a step, the end first, so that a run killed meanwhile is one that
  /// has not ended.
  private static void to(long step, RunDirectory run) {
    boolean same = run.verify().whole().contains(RunDirectory.PROVENANCE);
    delete(run.doneFile());
    delete(run.summaryFile());
    run.checkpointSteps().reversed().stream()
        .filter(later -> later > step)
        .forEach(later -> delete(run.checkpointFile(later)));
    var file = run.checkpointFile(step);
    Sums.of(file, Safetensors.metadata(file))
        .ifPresent(sums -> {
          cut(run.metricsFile(), sums.metrics().bytes());
          cut(run.eventsFile(), sums.events().bytes());
          cut(run.traceFile(), sums.trace().map(Sum::bytes).orElse(0L));
        });
    if (!same) {
      putAside(run.provenanceFile());
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw RunFileException.writing(file, e, KEPT);
    }
  }

  /// What was empty may be missing; it is made again.
  private static void cut(Path file, long length) {
    if (length == 0) {
      delete(file);
    } else {
      truncate(file, length);
    }
  }

  private static void truncate(Path file, long length) {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      channel.truncate(length);
      channel.force(true);
    } catch (IOException e) {
      throw RunFileException.writing(file, e, KEPT);
    }
  }

  /// Where a run was made cannot be computed again.
  private static void putAside(Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".damaged"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw RunFileException.writing(file, e, KEPT);
    }
  }
}
