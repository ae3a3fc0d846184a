package groklab.lab.train;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.kind.SpecException;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Digest;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A training run without files: no directory, no lock, no checkpoint, nothing forced to a disk. It
/// computes what [TrainingRun] computes of the same spec, bit for bit, and its digest is the same;
/// but it cannot be interrupted and go on. For the many short runs of a sweep.
public final class RunInMemory {
  private RunInMemory() {}

  /// Everything a run has recorded, but the loss of every step.
  ///
  /// @param reason as [RunEvent.Finished#reason]
  public record Recorded(
      RunCriterion criterion,
      List<Probe> probes,
      List<RunEvent> events,
      Summary summary,
      String reason) {
    public Recorded {
      probes = List.copyOf(probes);
      events = List.copyOf(events);
    }
  }

  /// Trains to the end, with one thread.
  ///
  /// @param stop asked before every step; once it says so, the run is dropped
  /// @return empty = it was stopped
  /// @throws SpecException if the spec cannot be run
  public static Optional<Recorded> train(RunSpec spec, BooleanSupplier stop) {
    if (spec.branch().isPresent()) {
      throw new SpecException(
          "[branch] needs the directory of the run that it goes on from; leave it out");
    }
    try (RunCourse course = course(spec)) {
      return train(course, stop);
    }
  }

  private static RunCourse course(RunSpec spec) {
    Trainer trainer = new Trainer(spec, 1);
    try {
      RunMachine.check(spec, trainer);
      RunCriterion criterion = RunFacts.criterion(spec, trainer.data());
      return new RunCourse(spec, new RunMachine(spec, trainer, 1), criterion);
    } catch (RuntimeException e) {
      trainer.close();
      throw e;
    }
  }

  private static Optional<Recorded> train(RunCourse course, BooleanSupplier stop) {
    List<RunEvent> events = new ArrayList<>();
    RunClock clock = new RunClock(0, 0);
    while (true) {
      boolean over = course.isOver();
      if (course.isProbeDue(over)) {
        events.addAll(course.probe(over).events());
      }
      if (over) {
        return Optional.of(recorded(course, events, clock));
      }
      events.addAll(course.turn());
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      course.update();
    }
  }

  private static Recorded recorded(RunCourse course, List<RunEvent> events, RunClock clock) {
    RunEvent.Finished end = course.finished();
    events.add(end);
    List<Probe> probes = course.history().probes();
    String digest = Digest.of(course.machine().save(course.step()).weights(), probes);
    Summary summary = course.summary(clock.seconds(), clock.averageRate(course.step()), digest);
    return new Recorded(course.criterion(), probes, events, summary, end.reason());
  }
}
