package groklab.lab.train;

import groklab.lab.control.ControllerSpec;
import groklab.lab.criterion.Criterion;
import groklab.lab.kind.Kinds;
import groklab.lab.kind.SpecException;
import groklab.lab.measure.AnyMeasure;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Comparison;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Subject;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.probe.Probe;
import groklab.lab.spec.RunSpec;
import groklab.lab.turn.Trigger;
import groklab.lab.turn.TurnList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The measures of a run: those that its spec asks for, and the core, from which probes are
/// scheduled and phases named.
final class RunMeasures {
  private static final String KEY = "probes.measures";

  private RunMeasures() {}

  private static Catalogue.Selection select(RunSpec spec) {
    return Catalogue.select(spec.probes().measures(), KEY).withCore();
  }

  /// Those of one step, of the measures that are asked for by their own names.
  private static List<Measure> named(RunSpec spec) {
    List<Measure> named = new ArrayList<>();
    for (AnyMeasure any : select(spec).named()) {
      switch (any) {
        case Measure measure -> named.add(measure);
        case Comparison<?> comparison ->
            throw new SpecException(
                ("%s names %s, which compares two steps and is not taken while a run "
                        + "trains; leave it out and write groklab measure DIR --measure %s --step "
                        + "all when there are checkpoints")
                    .formatted(KEY, comparison.name(), comparison.name()));
      }
    }
    return named;
  }

  /// @throws SpecException if a measure that is asked for by its own name does not apply to the
  ///     run, or one that its criterion is made of is not taken
  static void requireApplicable(RunSpec spec, Trainer trainer) {
    Subject subject = subject(spec, trainer);
    for (Measure measure : named(spec)) {
      ProbeMeter.obstacle(measure, subject)
          .ifPresent(why -> {
            throw new SpecException(
                "%s names %s, which does not apply to this run: %s"
                    .formatted(KEY, measure.name(), why));
          });
    }
    requireTriggers(spec, subject);
    requireRead(spec, subject);
    Criterion criterion = spec.probes().criterion();
    for (String name : criterion.measures(Probe.TRAIN)) {
      whyNotTaken(name, spec, subject)
          .ifPresent(why -> {
            throw new SpecException(
                "probes.criterion is \"%s\", which is made of %s, but %s; choose another of %s"
                    .formatted(
                        criterion.name(),
                        name,
                        why,
                        String.join(", ", Kinds.names(Criterion.class))));
          });
    }
  }

  /// Refuses a turn that waits for a measure which the run does not take.
  private static void requireTriggers(RunSpec spec, Subject subject) {
    for (int i = 0; i < spec.turns().size(); i++) {
      if (spec.turns().get(i).trigger()
          instanceof Trigger.Crosses(String measure, var _, double _)) {
        String turn = TurnList.name(i);
        whyNotTaken(measure, spec, subject)
            .ifPresent(why -> {
              throw new SpecException(
                  "%s.measure is \"%s\", but %s; add it to probes.measures or name another"
                      .formatted(turn, measure, why));
            });
      }
    }
  }

  /// Refuses a controller that reads what the run does not record.
  private static void requireRead(RunSpec spec, Subject subject) {
    for (ControllerSpec controller : spec.controllers()) {
      for (String measure : controller.reads()) {
        whyNotTaken(measure, spec, subject)
            .ifPresent(why -> {
              throw new SpecException(
                  "controller is \"%s\", which reads %s, but %s; add it to probes.measures"
                      .formatted(controller.kind().name(), measure, why));
            });
      }
    }
  }

  private static Optional<String> whyNotTaken(String name, RunSpec spec, Subject subject) {
    Optional<Measure> taken =
        select(spec).measures().stream().filter(m -> m.page().announces(name)).findFirst();
    return taken.isEmpty()
        ? Optional.of("no measure of the run records that")
        : ProbeMeter.obstacle(taken.get(), subject);
  }

  static ProbeMeter meter(RunSpec spec, Trainer trainer) {
    return new ProbeMeter(subject(spec, trainer), select(spec).measures());
  }

  private static Subject subject(RunSpec spec, Trainer trainer) {
    return new Subject.Model(spec, trainer.data(), trainer.network(), trainer.session(), true);
  }
}
