package groklab.lab.train;

import groklab.lab.probe.Probe;
import groklab.lab.rundir.Checkpoint;
import groklab.lab.rundir.Digest;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.BranchSpec;
import groklab.lab.spec.RunSpec;
import java.util.List;

/// The run that another one branches off from, up to the step of the branch. It is only read.
///
/// @param checkpoint of that step
/// @param past what it had measured up to then
record ParentRun(RunDirectory directory, Checkpoint checkpoint, List<Probe> past) {

  /// @param from a step of which it has a checkpoint
  /// @throws groklab.lab.file.RunFileException if it has none
  static ParentRun read(RunDirectory directory, long from) {
    return new ParentRun(
        directory,
        directory.readCheckpoint(from),
        directory.readMetrics().stream().filter(p -> p.step() <= from).toList());
  }

  /// The spec, with where it branched off.
  ///
  /// @throws groklab.lab.kind.SpecException if one of its turns could not be done any more
  RunSpec branched(RunSpec changed) {
    RunSpec spec =
        changed.branchedFrom(
            new BranchSpec(
                directory.path().toAbsolutePath().normalize().getFileName().toString(),
                checkpoint.step(),
                Digest.of(checkpoint.weights(), past)));
    RunTurns.checkBranch(spec, directory.readCriterion(), past, checkpoint.step());
    return spec;
  }

  /// Puts the state into the session of the branch, and returns it as the branch's own: what the
  /// branch does not use is left out, and parts that this run did not have begin afresh.
  Checkpoint adoptedBy(CheckpointCodec codec, RunSpec branch) {
    RunSpec here = RunTurns.settled(directory, checkpoint.step());
    boolean otherRule = !branch.optimizer().kind().equals(here.optimizer().kind());
    codec.adopt(checkpoint, otherRule);
    return codec.save(checkpoint.step());
  }

  /// Writes what was measured and what was found, not what happened to this run's process, and the
  /// state that the branch begins with. The losses of the steps before belong to it, if this run
  /// has kept them up to the branch.
  ///
  /// @param spec of the branch
  /// @return the state as it was written
  Checkpoint handTo(RunDirectory branch, RunSpec spec, Checkpoint state) {
    var losses = RunRecords.lossesBefore(directory, checkpoint);
    boolean known = losses.isPresent() && losses.get().end() == checkpoint.step();
    long first = known ? losses.get().first() : checkpoint.step();
    try (var records = RunRecords.begin(branch, spec, first)) {
      past.forEach(records::add);
      directory.readEvents().stream()
          .filter(event -> event.step() <= checkpoint.step())
          .filter(event ->
              !(event instanceof RunEvent.CheckpointWritten
                  || event instanceof RunEvent.Interrupted
                  || event instanceof RunEvent.Resumed
                  || event instanceof RunEvent.Finished))
          .forEach(records::add);
      if (known) {
        for (double loss : losses.get().losses()) {
          records.add(loss);
        }
      }
      return records.write(state);
    }
  }
}
