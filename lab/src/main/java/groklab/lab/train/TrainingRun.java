package groklab.lab.train;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.file.RunFileException;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.meter.MeasureSchedule;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Checkpoint;
import groklab.lab.rundir.ProbeAccount;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.Rewind;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.RunLock;
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
  private static final long NANOS = 1_000_000_000L;

  private final RunSpec spec;
  private final RunDirectory directory;
  private final RunLock lock;
  private final RunMachine machine;
  private final RunTurns turns;
  private final MeasureSchedule measures;
  private final ProbeSchedule schedule;
  private final RunCheckpoints checkpoints;
  private final RunCriterion criterion;
  private final RunHistory history;
  private final RunRecords records;
  private final double secondsBefore;
  private final double probeSecondsBefore;
  private Provenance provenance;
  private long probeNanos;
  private long step;

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
    RunLock lock = directory.lock();
    try {
      return new TrainingRun(
          spec, directory, lock, new RunMachine(spec, trainer, threads), here, checkpoint.get());
    } catch (RuntimeException e) {
      lock.close();
      throw e instanceof RunFileException file ? file.stopping(directory.path()) : e;
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
      RunLock lock,
      RunMachine machine,
      Provenance here,
      Optional<Checkpoint> from) {
    this.spec = spec;
    this.directory = directory;
    this.lock = lock;
    this.machine = machine;
    Trainer trainer = machine.trainer();
    double density = spec.probes().density();
    this.criterion = RunFacts.recorded(spec, trainer.data(), directory);
    this.turns = new RunTurns(spec, criterion);
    this.measures =
        new MeasureSchedule(machine.meter(), Catalogue.core(), trainer.stepWork(), density);
    this.schedule =
        new ProbeSchedule(
            criterion,
            density,
            measures.regularCost(),
            trainer.stepWork(),
            measures.regularShare());
    this.checkpoints =
        new RunCheckpoints(directory, machine, new CheckpointGrid(spec.checkpoints()));
    this.history =
        new RunHistory(spec, criterion, RunFacts.known(spec, trainer.network().anatomy()));
    records = RunRecords.resume(directory, spec, from);
    for (Probe p : directory.readMetrics()) {
      schedule.probed(p);
      measures.probed(p.step());
      turns.due(p.step() - 1).forEach(history::turned);
      history.accept(p);
      turns.accept(p);
    }
    Optional<Provenance> earlier = directory.readProvenanceIfThere();
    secondsBefore = earlier.map(Provenance::secondsTrained).orElse(0.0);
    probeSecondsBefore = earlier.flatMap(Provenance::probes).map(ProbeAccount::seconds).orElse(0.0);
    provenance = earlier.map(known -> known.resumed(here, Instant.now())).orElse(here);
    provenance = provenance.probed(account());
    directory.writeProvenance(provenance);
    from.ifPresent(c -> {
      step = c.step();
      turns.due(step).forEach(history::turned); // done before this checkpoint was written
      checkpoints.load(turns.spec(), c);
      record(new RunEvent.Resumed(step), ev -> {});
    });
  }

  private ProbeAccount account() {
    return new ProbeAccount(
        measures.regularCost(),
        machine.trainer().stepWork(),
        measures.thinned(),
        machine.meter().notApplicable(),
        probeSecondsBefore + probeNanos / (double) NANOS);
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
    return criterion;
  }

  /// How large the run is.
  public RunSize size() {
    return RunSize.of(machine.trainer());
  }

  public RunDirectory directory() {
    return directory;
  }

  /// The step at which the next call of [#run] goes on.
  public long step() {
    return step;
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
      throw e.stopping(directory.path());
    }
  }

  private Outcome train(RunObserver observer, BooleanSupplier stop) {
    RunClock clock = new RunClock(step, secondsBefore);
    while (true) {
      boolean last = step >= spec.budget().steps() || history.wantsToStop(step);
      if (step >= schedule.next() || (last && history.isNew(step))) {
        probe(observer, last);
      }
      if (last) {
        return finish(observer, clock);
      }
      turnIfDue(observer);
      if (stop.getAsBoolean()) {
        return interrupt(observer, clock);
      }
      checkpointIfDue(observer, clock);
      machine.trainer().step(step);
      records.add(machine.trainer().lossOfLastStep());
      step++;
      if (clock.tick(step)) {
        report(observer, clock);
      }
    }
  }

  private void turnIfDue(RunObserver observer) {
    for (RunTurns.Done done : turns.due(step)) {
      machine.turn(step, done.turn(), done.spec());
      history.turned(done);
      record(new RunEvent.Turned(step, done.number(), done.turn().words()), observer::event);
    }
  }

  private void probe(RunObserver observer, boolean last) {
    long begin = System.nanoTime();
    Probe taken = machine.meter().take(step, measures.due(step, last));
    Probe probe = machine.trainer().completed(taken);
    probeNanos += System.nanoTime() - begin;
    records.add(probe);
    schedule.probed(probe);
    measures.probed(step);
    turns.accept(probe);
    for (RunEvent e : history.accept(probe)) {
      record(e, observer::event);
    }
  }

  private void checkpointIfDue(RunObserver observer, RunClock clock) {
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
    checkpoints.write(step, records);
    clock.checkpointWritten();
    provenance = provenance.trained(clock.seconds()).probed(account());
    directory.writeProvenance(provenance);
    checkpoints.removePredecessor(step);
  }

  private Outcome finish(RunObserver observer, RunClock clock) {
    record(new RunEvent.Finished(step, history.reason(step)), observer::event);
    records.end();
    writeCheckpoint(clock);
    checkpoints.end(step);
    Summary summary =
        history.summary(step, clock.seconds(), clock.averageRate(step), directory.digest());
    directory.writeSummary(summary);
    directory.writeProvenance(provenance.ended(Instant.now()));
    directory.markDone();
    report(observer, clock);
    return new Outcome.Finished(summary);
  }

  private Outcome interrupt(RunObserver observer, RunClock clock) {
    boolean asked = checkpoints.isAsked();
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
    observer.progress(history.progress(step, clock.rate()));
  }

  @Override
  public void close() {
    try (lock;
        records) {
      machine.close();
    }
  }
}
