package groklab.study.export;

import groklab.lab.file.RunFileException;
import groklab.lab.file.Safetensors;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Checkpoint;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.RunDirectory;
import groklab.study.query.RunTables;
import groklab.study.store.Row;
import groklab.study.store.SweepFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Hands the records of a run, or of all runs of a sweep, over to other tools.
public final class Export {
  private static final List<String> TABLES = List.of("runs", "metrics", "events");
  private static final double MILLIS = 1000;

  private final Path from;
  private final Path to;

  /// @param from a run directory or the folder of a sweep
  /// @param to a folder, new or empty
  public Export(Path from, Path to) {
    this.from = from;
    this.to = to;
  }

  /// What [#write] can write.
  public enum Format {
    /// `runs.parquet`, `metrics.parquet`, `events.parquet`, as [RunTables] has them
    PARQUET,
    /// the same as CSV
    CSV,
    /// one event file for each run, in a folder of its name
    TENSORBOARD,
    /// the weights of each checkpoint, `weights-step-N.safetensors`
    SAFETENSORS
  }

  /// @return the files
  /// @throws RunFileException if the folder holds something, there is nothing to hand over, or the
  ///     disk is full; then nothing of the export is left
  public List<Path> write(Format format) {
    boolean isSweep = SweepFolder.is(from);
    if (isSweep) {
      SweepFolder.open(from).requireWhole();
    } else {
      RunDirectory.openWhole(from);
    }
    if (isSweep && format == Format.SAFETENSORS) {
      throw new RunFileException(
          ("%s keeps no weights; run one of its runs alone with the command that its row carries"
                  + " (groklab query), and export that")
              .formatted(from));
    }
    boolean isNew = !Files.exists(to);
    makeFolder();
    try {
      return hand(format, isSweep);
    } catch (RuntimeException e) {
      removeAll(e, isNew);
      throw e instanceof RunFileException failed && failed.getCause() instanceof IOException cause
          ? RunFileException.writing(to, cause, "nothing was exported")
          : e;
    }
  }

  private List<Path> hand(Format format, boolean isSweep) {
    return switch (format) {
      case PARQUET -> tables("parquet", "FORMAT parquet, COMPRESSION zstd");
      case CSV -> tables("csv", "FORMAT csv, HEADER");
      case TENSORBOARD -> isSweep ? boardsOfSweep() : List.of(board(RunDirectory.open(from)));
      case SAFETENSORS -> weights();
    };
  }

  private void makeFolder() {
    try {
      Files.createDirectories(to);
      try (Stream<Path> files = Files.list(to)) {
        if (files.findAny().isPresent()) {
          throw new RunFileException(
              "%s is not empty; write --out with the name of a new folder".formatted(to));
        }
      }
    } catch (IOException e) {
      throw RunFileException.writing(to, e, "nothing was exported");
    }
  }

  /// The folder was empty, so what is in it is ours; half an export would look like a whole one.
  private void removeAll(RuntimeException because, boolean isNew) {
    try (Stream<Path> below = Files.walk(to)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        if (isNew || !each.equals(to)) {
          Files.delete(each);
        }
      }
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private List<Path> tables(String ending, String format) {
    List<Path> files = new ArrayList<>();
    try (var all = new RunTables(List.of(from))) {
      for (String table : TABLES) {
        Path file = to.resolve(table + "." + ending);
        all.write(table, file, format);
        files.add(file);
      }
    }
    return files;
  }

  private List<Path> boardsOfSweep() {
    List<Path> files = new ArrayList<>();
    for (Row row : SweepFolder.open(from).store().rows().values()) {
      if (row.end() instanceof Row.End.Finished done) {
        files.add(board(row.id(), done.probes(), 0));
      }
    }
    return files;
  }

  private Path board(RunDirectory run) {
    double began =
        run.readProvenanceIfThere()
            .map(Provenance::startedAt)
            .map(at -> at.toEpochMilli() / MILLIS)
            .orElse(0.0);
    Path name = run.path().toAbsolutePath().normalize().getFileName();
    return board(String.valueOf(name), run.readMetrics(), began);
  }

  private Path board(String run, List<Probe> probes, double seconds) {
    Path file = to.resolve(run).resolve("events.out.tfevents.0.groklab");
    try {
      Files.createDirectories(to.resolve(run));
    } catch (IOException e) {
      throw RunFileException.writing(file, e, "nothing was exported");
    }
    EventFile.write(file, probes, seconds);
    return file;
  }

  private List<Path> weights() {
    RunDirectory run = RunDirectory.open(from);
    List<Path> files = new ArrayList<>();
    for (long step : run.checkpointSteps()) {
      Checkpoint checkpoint = run.readCheckpoint(step);
      Path file = to.resolve("weights-step-%d.safetensors".formatted(step));
      Safetensors.write(file, checkpoint.weights(), Map.of("step", Long.toString(step)));
      files.add(file);
    }
    if (files.isEmpty()) {
      throw new RunFileException("%s has no checkpoint yet".formatted(from));
    }
    return files;
  }
}
