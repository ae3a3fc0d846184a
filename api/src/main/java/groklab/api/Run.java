package groklab.api;

import groklab.lab.measure.Catalogue;
import groklab.lab.measure.stored.StoredFiles;
import groklab.lab.measure.stored.StoredMeasurement;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.lab.train.TrainingRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// A run that is kept in a directory, finished or not. Every question is answered from the files as
/// they are at that moment, so a run that another process is training can be asked, too.
public final class Run {
  private final RunDirectory directory;

  Run(RunDirectory directory) {
    this.directory = directory;
  }

  /// @throws groklab.lab.file.RunFileException if there is no run
  public static Run open(Path directory) {
    return new Run(RunDirectory.open(directory));
  }

  /// Goes on with a run that was interrupted, to its end; the result is that of one that was not.
  /// Of a finished run nothing is left to do.
  ///
  /// @param threads of the engine, at least 1
  /// @param events told of what happens from here on
  public static Run resume(Path directory, int threads, Consumer<RunEvent> events) {
    Run run = open(directory);
    if (run.summary().isPresent()) {
      return run;
    }
    try (var going = TrainingRun.resume(directory, threads)) {
      return Experiment.finish(going, events);
    }
  }

  /// Where it is.
  public Path path() {
    return directory.path();
  }

  /// Times, verdict, phases and last values; empty = it has not ended.
  public Optional<Summary> summary() {
    return directory.readSummaryIfThere();
  }

  /// Everything that was measured, by steps.
  public List<Probe> probes() {
    return directory.readMetrics();
  }

  /// One measure over the steps at which it was taken.
  ///
  /// @param measure as it is recorded, e.g. `validation.accuracy`
  /// @throws IllegalArgumentException if it was never taken
  public Curve curve(String measure) {
    return Curve.of(measure, probes());
  }

  /// What happened, in order.
  public List<RunEvent> events() {
    return directory.readEvents();
  }

  /// Steps of the checkpoints that there are, ascending.
  public List<Long> checkpoints() {
    return directory.checkpointSteps();
  }

  /// Takes measures of a checkpoint, also such as were not taken while it trained.
  ///
  /// @param step one of [#checkpoints]
  /// @param measures names, groups, `default` or `all`, as `groklab list measures` shows them
  /// @return recorded name -> value, NaN = not defined for this network
  /// @throws IllegalArgumentException if a name is unknown, or nothing that was asked for applies
  public SequencedMap<String, Double> measure(long step, String... measures) {
    var selection = Catalogue.select(List.of(measures), "measures");
    var files = StoredFiles.at(directory.path()).at(step);
    int threads = Runtime.getRuntime().availableProcessors();
    return StoredMeasurement.of(files, Optional.empty(), selection, threads)
        .rows()
        .getFirst()
        .values();
  }

  /// SHA-256 over final weights and recorded numbers: equal only for runs that are equal to the
  /// bit.
  public String digest() {
    return directory.digest();
  }
}
