package groklab.lab.train;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.criterion.Thresholds;
import groklab.lab.phase.detector.KnownRun;
import groklab.lab.probe.Probe;
import groklab.lab.spec.ModelSpec;
import groklab.lab.spec.RunSpec;
import groklab.lab.task.Dataset;
import groklab.lab.task.Pairs;
import java.util.Map;

/// What the spec and the data set say of a run before its first step.
final class RunFacts {
  private RunFacts() {}

  /// Every task so far has right and wrong answers, so its criterion is accuracy.
  static RunCriterion criterion(RunSpec spec, Dataset data) {
    Baseline train = Baseline.ofClasses(data.classes()).withGuessLoss(guessLoss(spec, data));
    Baseline validation = train.withLookUp(data.pairs().map(Pairs::lookUpShare).orElse(0.0));
    return new RunCriterion(
        new Accuracy(),
        new Thresholds(spec.probes().trainThreshold(), spec.probes().validationThreshold()),
        Map.of(Probe.TRAIN, train, Probe.VALIDATION, validation));
  }

  private static double guessLoss(RunSpec spec, Dataset data) {
    int classes = data.classes();
    return switch (spec.training().loss()) {
      case CROSS_ENTROPY -> StrictMath.log(classes);
      // of one-hot targets: the constant answer 1/classes, mean over the classes
      case MEAN_SQUARED_ERROR -> (1 - 1.0 / classes) / classes;
    };
  }

  static KnownRun known(RunSpec spec) {
    String lastLayer =
        switch (spec.model()) {
          case ModelSpec.Transformer _ -> "unembed.W_U";
          case ModelSpec.Mlp _ -> "output.W";
        };
    return KnownRun.nothing()
        .withLastLayer(lastLayer)
        .withWeightDecay(spec.optimizer().weightDecay());
  }
}
