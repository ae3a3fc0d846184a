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
  static ProbeMeter meter(RunSpec spec, Trainer trainer) {
    Catalogue.Selection selection = select(spec);
    Subject subject =
        new Subject.Model(spec, trainer.data(), trainer.network(), trainer.session(), true);
    for (Measure measure : selection.named()) {
      ProbeMeter.obstacle(measure, subject)
          .ifPresent(why -> {
            throw new SpecException(
                "%s names %s, which does not apply to this run: %s"
                    .formatted(KEY, measure.name(), why));
          });
    }
    return new ProbeMeter(subject, selection.measures());
  }
}
