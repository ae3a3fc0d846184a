package groklab.lab.train;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.file.FolderLock;
import groklab.lab.file.RunFileException;
import groklab.lab.rundir.Checkpoint;
import groklab.lab.rundir.ProbeAccount;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.Rewind;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.lab.rundir.Verification;
import groklab.lab.spec.RunSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One training run from a spec to a finished run directory, and on from wherever it was
/// interrupted.
///
/// At each step, in this order: probe if one is due (its line and events are appended), checkpoint
/// if one is due, update. A kept checkpoint of step S therefore finds all lines up to S in place.
/// Besides the spec's checkpoints, one for resumption is written every half minute and removed by
/// its successor; being for resumption only, it may go by the clock.
public final class TrainingRun implements AutoCloseable {
  private final RunSpec spec;
  private final RunDirectory directory;
  private final FolderLock lock;
  private final RunCourse course;
  private final RunCheckpoints checkpoints;
  private final RunRecords records;
  private final double secondsBefore;
  private final double probeSecondsBefore;
  private Provenance provenance;

  /// How a call of [#run] ended.
  public sealed interface Outcome {
    /// The budget or the stopping event was reached; everything is in the run directory.
    record Finished(Summary summary) implements Outcome {}

    /// Stopped on request; the run directory holds what is needed to go on.
    record Interrupted(long step) implements Outcome {}
  }

  /// Starts a run in a new directory.
  ///
  /// @param threads workers of the engine
  /// @throws groklab.lab.kind.SpecException if the spec cannot be run, before any file is made
  /// @throws RunFileException if the directory exists or cannot be written
  public static TrainingRun start(RunSpec spec, Path path, int threads) {
    Trainer trainer = new Trainer(spec, threads);
    return guarded(
        trainer,
        () -> {
          RunMachine.check(spec, trainer);
          RunDirectory directory = RunDirectory.create(path, spec);
          return open(spec, directory, trainer, threads, Optional::empty);
        });
  }

  /// Goes on with a run that was interrupted or killed, from its newest checkpoint.
  ///
  /// @throws IllegalArgumentException if the run is finished, or the checkpoint is that of another
  ///     network
  /// @throws RunFileException if the directory is no run directory, is damaged, cannot be
  ///     written, or another process trains in it
  public static TrainingRun resume(Path path, int threads) {
    RunDirectory directory = RunDirectory.openToCompare(path);
    Verification found = directory.verify();
    found.requireToGoOn();
    if (directory.isDone()) {
      throw new IllegalArgumentException(
          "%s holds a finished run, so there is nothing to resume; write groklab show %s to see it"
              .formatted(path, path));
    }
    return resume(
        directory, found.endIsMissing() ? found.goOnFrom() : OptionalLong.empty(), threads);
  }

  /// Goes on with a damaged run, finished or not, from a step up to which it is whole; what it had
  /// recorded after that is removed.
  ///
  /// @throws IllegalArgumentException if nothing is damaged, or the run has no whole checkpoint of
  ///     that step
  /// @throws RunFileException as [#resume(Path, int)]
  public static TrainingRun resume(Path path, long at, int threads) {
    return resume(Rewind.checked(path, at), OptionalLong.of(at), threads);
  }

  private static TrainingRun resume(RunDirectory directory, OptionalLong at, int threads) {
    RunSpec spec = directory.readSpec();
    Trainer trainer = new Trainer(spec, threads);
    return guarded(
        trainer, () -> open(spec, directory, trainer, threads, () -> Rewind.latest(directory, at)));
  }

  /// The spec that holds at a step of a run, its turns up to then done: what a branch changes.
  public static RunSpec specAt(RunDirectory run, long step) {
    return RunTurns.settled(run, step);
  }

  /// Starts a run in a new directory from a stored step of another run, with other settings from
  /// there on. The other run is left as it is; what it measured and found up to that step is the
  /// new one's past.
  ///
  /// @param parent the run to branch off from, finished or going on
  /// @param from a step of which it has a checkpoint
  /// @param changed the spec from that step on; it need not say where it branched off
  /// @throws IllegalArgumentException if the stored state does not fit the changed spec, or its
  ///     budget leaves no step to train, before any file is made
  /// @throws RunFileException if there is no such checkpoint, or the new directory exists or
  ///     cannot be written
  public static TrainingRun branch(
      RunDirectory parent, long from, RunSpec changed, Path path, int threads) {
    ParentRun past = ParentRun.read(parent, from);
    RunSpec spec = past.branched(changed);
    Trainer trainer = new Trainer(spec, threads);
    return guarded(
        trainer,
        () -> {
          RunMachine.check(spec, trainer);
          Checkpoint state = past.adoptedBy(new CheckpointCodec(spec, trainer), spec);
          RunDirectory directory = RunDirectory.create(path, spec);
          RunFacts.recorded(spec, trainer.data(), directory);
          Checkpoint begun = past.handTo(directory, spec, state);
          return open(spec, directory, trainer, threads, () -> Optional.of(begun));
        });
  }

  private static TrainingRun open(
      RunSpec spec,
      RunDirectory directory,
      Trainer trainer,
      int threads,
      Supplier<Optional<Checkpoint>> checkpoint) {
    Provenance here =
        Provenance.starting(spec, trainer.session().kernels(), threads, Instant.now());
    FolderLock lock = directory.lock();
    try {
      return new TrainingRun(
          spec, directory, lock, new RunMachine(spec, trainer, threads), here, checkpoint.get());
    } catch (RuntimeException e) {
      lock.close();
      throw e instanceof RunFileException file ? file.stopping(goOn(directory)) : e;
    }
  }

  private static TrainingRun guarded(Trainer trainer, Supplier<TrainingRun> maker) {
    try {
      return maker.get();
    } catch (RuntimeException e) {
      trainer.close();
      throw e;
    }
  }

  private TrainingRun(
      RunSpec spec,
      RunDirectory directory,
      FolderLock lock,
      RunMachine machine,
      Provenance here,
      Optional<Checkpoint> from) {
    this.spec = spec;
    this.directory = directory;
    this.lock = lock;
    this.course =
        new RunCourse(spec, machine, RunFacts.recorded(spec, machine.trainer().data(), directory));
    this.checkpoints =
        new RunCheckpoints(directory, machine, new CheckpointGrid(spec.checkpoints()));
    records = RunRecords.resume(directory, spec, from);
    course.recorded(directory.readEvents());
    directory
        .readMetrics()
        .forEach(probe -> {
          course.recorded(probe);
          checkpoints.probed(probe.step(), course.isMoving());
        });
    Optional<Provenance> earlier = directory.readProvenanceIfThere();
    secondsBefore = earlier.map(Provenance::secondsTrained).orElse(0.0);
    probeSecondsBefore = earlier.flatMap(Provenance::probes).map(ProbeAccount::seconds).orElse(0.0);
    provenance = earlier.map(known -> known.resumed(here, Instant.now())).orElse(here);
    provenance = provenance.probed(course.account(probeSecondsBefore));
    directory.writeProvenance(provenance);
    from.ifPresent(c -> {
      checkpoints.load(course.goOnAt(c.step()), c);
      record(new RunEvent.Resumed(c.step()), ev -> {});
    });
  }

  private void record(RunEvent event, Consumer<RunEvent> sink) {
    records.add(event);
    sink.accept(event);
  }

  public RunSpec spec() {
    return spec;
  }

  /// What "memorised" and "generalised" mean in this run.
  public RunCriterion criterion() {
    return course.criterion();
  }

  /// How large the run is.
  public RunSize size() {
    return RunSize.of(course.machine().trainer());
  }

  public RunDirectory directory() {
    return directory;
  }

  /// The step at which the next call of [#run] goes on.
  public long step() {
    return course.step();
  }

  /// Asks for a checkpoint that stays, before the next step; may be called on any thread. Nothing
  /// that is recorded depends on it.
  ///
  /// @return the step of the checkpoint, once it is written: at once, if [#run] has come to an end;
  ///     not before the next step, if it has not been called yet
  public CompletableFuture<Long> checkpoint() {
    return checkpoints.ask();
  }

  /// Trains until the budget, the stopping event, or until `stop` says so, which is asked before
  /// every step.
  ///
  /// @throws RunFileException if the file system fails; the sentence says how to go on
  public Outcome run(RunObserver observer, BooleanSupplier stop) {
    try {
      return train(observer, stop);
    } catch (RunFileException e) {
      throw e.stopping(goOn(directory));
    }
  }

  private Outcome train(RunObserver observer, BooleanSupplier stop) {
    RunClock clock = new RunClock(course.step(), secondsBefore);
    while (true) {
      boolean over = course.isOver();
      if (course.isProbeDue(over)) {
        RunCourse.Found found = course.probe(over);
        checkpoints.probed(course.step(), course.isMoving());
        records.add(found.probe());
        found.events().forEach(e -> record(e, observer::event));
      }
      if (over) {
        return finish(observer, clock);
      }
      course.turn().forEach(e -> record(e, observer::event));
      if (stop.getAsBoolean()) {
        return interrupt(observer, clock);
      }
      checkpointIfDue(observer, clock);
      records.add(course.update());
      if (clock.tick(course.step())) {
        report(observer, clock);
      }
    }
  }

  private void checkpointIfDue(RunObserver observer, RunClock clock) {
    long step = course.step();
    if (checkpoints.isAsked()) {
      if (checkpoints.isMissing(step)) {
        writeCheckpoint(clock);
      }
      checkpoints.answer(step);
    }
    if (checkpoints.isWantedBySpec(step)) {
      record(
          new RunEvent.CheckpointWritten(
              step, directory.path().relativize(directory.checkpointFile(step)).toString()),
          observer::event);
      writeCheckpoint(clock);
    } else if (!checkpoints.isKeptBySpec(step) && clock.resumptionCheckpointDue()) {
      writeCheckpoint(clock);
      checkpoints.isForResumption(step);
    }
  }

  private void writeCheckpoint(RunClock clock) {
    checkpoints.write(course.step(), records);
    clock.checkpointWritten();
    provenance = provenance.trained(clock.seconds()).probed(course.account(probeSecondsBefore));
    directory.writeProvenance(provenance);
    checkpoints.removePredecessor(course.step());
  }

  private Outcome finish(RunObserver observer, RunClock clock) {
    record(course.finished(), observer::event);
    records.end();
    writeCheckpoint(clock);
    checkpoints.end(course.step());
    Summary summary =
        course.summary(clock.seconds(), clock.averageRate(course.step()), directory.digest());
    directory.writeSummary(summary);
    directory.writeProvenance(provenance.ended(Instant.now()));
    directory.markDone();
    report(observer, clock);
    return new Outcome.Finished(summary);
  }

  private Outcome interrupt(RunObserver observer, RunClock clock) {
    boolean asked = checkpoints.isAsked();
    long step = course.step();
    record(new RunEvent.Interrupted(step), observer::event);
    writeCheckpoint(clock);
    if (!asked) {
      checkpoints.isForResumption(step);
    }
    checkpoints.end(step);
    directory.writeProvenance(provenance.ended(Instant.now()));
    report(observer, clock);
    return new Outcome.Interrupted(step);
  }

  private void report(RunObserver observer, RunClock clock) {
    observer.progress(course.history().progress(course.step(), clock.rate()));
  }

  @Override
  public void close() {
    try (lock;
        records) {
      course.close();
    }
  }

  private static String goOn(RunDirectory directory) {
    return "run --resume " + directory.path();
  }
}
