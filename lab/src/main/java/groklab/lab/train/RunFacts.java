package groklab.lab.train;

import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.criterion.Thresholds;
import groklab.lab.model.Anatomy;
import groklab.lab.phase.detector.KnownRun;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Problem;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.RunSpec;
import java.nio.file.Files;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// What the spec, the problem and the network say of a run before its first step.
final class RunFacts {
  private RunFacts() {}

  static RunCriterion criterion(RunSpec spec, Problem problem) {
    Map<String, Baseline> baselines =
        problem.filledSets().stream()
            .collect(Collectors.toMap(ExampleSet::label, set -> baseline(spec, problem, set)));
    return new RunCriterion(
        spec.probes().criterion(),
        new Thresholds(spec.probes().trainThreshold(), spec.probes().validationThreshold()),
        baselines);
  }

  /// As the run began with it; a run that begins records it.
  static RunCriterion recorded(RunSpec spec, Problem problem, RunDirectory directory) {
    if (!Files.exists(directory.criterionFile())) {
      directory.writeCriterion(criterion(spec, problem));
    }
    return directory.readCriterion();
  }

  private static Baseline baseline(RunSpec spec, Problem problem, ExampleSet set) {
    double guessing = spec.training().loss().guessing(problem.targets(), problem.population(set));
    Baseline known =
        new Baseline(problem.chance(set), OptionalDouble.empty(), OptionalDouble.of(guessing));
    return set.equals(ExampleSet.VALIDATION) ? known.withLookUp(problem.lookUp(set)) : known;
  }

  /// What is known with the keys as they are now.
  static KnownRun after(KnownRun before, RunSpec spec) {
    return before
        .withWeightDecay(spec.optimizer().weightDecay().strength())
        .withTeachingOn(!spec.training().loss().collapses());
  }

  static KnownRun known(RunSpec spec, Anatomy anatomy) {
    KnownRun known = after(KnownRun.nothing(), spec);
    return anatomy.isTied() ? known : known.withLastLayer(anatomy.readout().matrix());
  }
}
