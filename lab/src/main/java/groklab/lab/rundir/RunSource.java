package groklab.lab.rundir;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import groklab.lab.spec.RunSpec;
import groklab.lab.trace.LossTrace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is recorded of one run, wherever it lies: in a directory of its own, in a file with
/// thousands of others, or in memory. Who reads runs reads this.
public interface RunSource {
  /// Where it lies, as people name it.
  Path path();

  /// The resolved spec.
  RunSpec readSpec();

  /// What "memorised" and "generalised" mean in it.
  RunCriterion readCriterion();

  /// All probes so far.
  List<Probe> readMetrics();

  /// All events so far.
  List<RunEvent> readEvents();

  /// Where it was computed; empty = it is not known of this run alone.
  Optional<Provenance> readProvenanceIfThere();

  /// What came of it; empty = it has not ended.
  Optional<Summary> readSummaryIfThere();

  /// The training loss of each step.
  ///
  /// @param until the step before which losses are wanted
  /// @return empty = none was kept
  Optional<LossTrace> readLosses(long until);

  /// Whether a change of what is recorded would be noticed.
  boolean isSealed();
}
