package groklab.lab.train;

import groklab.lab.measure.Measure;
import groklab.lab.measure.ProbeMeter;
import groklab.lab.measure.Subject;
import groklab.lab.measure.catalogue.Catalogue;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecException;

/// The measures of a run: those that its spec asks for, and the core, from which probes are scheduled and phases named.
final class RunMeasures {
  private static final String KEY = "probes.measures";

  private RunMeasures() {}

  /// Refuses names of measures that do not exist.
  static void check(RunSpec spec) {
    select(spec);
  }

  private static Catalogue.Selection select(RunSpec spec) {
    return Catalogue.select(spec.probes().measures(), KEY).withCore();
  }

  /// @throws SpecException if a measure that is asked for by its own name does not apply to the run
  static void requireApplicable(RunSpec spec, Trainer trainer) {
    for (Measure measure : select(spec).named()) {
      ProbeMeter.obstacle(measure, subject(spec, trainer))
          .ifPresent(why -> {
            throw new SpecException(
                "%s names %s, which does not apply to this run: %s"
                    .formatted(KEY, measure.name(), why));
          });
    }
  }

  static ProbeMeter meter(RunSpec spec, Trainer trainer) {
    return new ProbeMeter(subject(spec, trainer), select(spec).measures());
  }

  private static Subject subject(RunSpec spec, Trainer trainer) {
    return new Subject.Model(spec, trainer.data(), trainer.network(), trainer.session(), true);
  }
}
