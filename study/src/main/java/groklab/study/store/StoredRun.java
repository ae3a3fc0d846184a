package groklab.study.store;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.file.RunFileException;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.RunSource;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.RunSpec;
import groklab.lab.trace.LossTrace;
import groklab.study.store.Row.End;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A run that lies in the store of its sweep. It has no checkpoints: who wants its weights runs it
/// again, with the same bits.
///
/// @param path the sweep's folder with the run's id at its end
/// @param readSpec its spec
/// @param done what was recorded
public record StoredRun(Path path, RunSpec readSpec, End.Finished done) implements RunSource {

  /// @throws RunFileException if the run has failed
  static StoredRun of(Path path, RunSpec spec, Row row) {
    return switch (row.end()) {
      case End.Finished done -> new StoredRun(path, spec, done);
      case End.Failed(String cause) ->
          throw new RunFileException(
              "The run %s has failed, so there is nothing to read: %s".formatted(path, cause));
    };
  }

  @Override
  public RunCriterion readCriterion() {
    return done.summary().outcome().criterion().orElseThrow();
  }

  @Override
  public List<Probe> readMetrics() {
    return done.probes();
  }

  @Override
  public List<RunEvent> readEvents() {
    return done.events();
  }

  @Override
  public Optional<Provenance> readProvenanceIfThere() {
    return Optional.empty();
  }

  @Override
  public Optional<Summary> readSummaryIfThere() {
    return Optional.of(done.summary());
  }

  @Override
  public Optional<LossTrace> readLosses(long until) {
    return Optional.empty();
  }

  /// Each line of a store holds its sum.
  @Override
  public boolean isSealed() {
    return true;
  }
}
