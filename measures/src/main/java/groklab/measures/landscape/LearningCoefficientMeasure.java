package groklab.measures.landscape;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.BatchLoss;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import java.util.List;
import java.util.Optional;

/// The local learning coefficient with one fixed setting of the sampler, which its page states;
/// estimates compare under one setting only.
final class LearningCoefficientMeasure {
  static final int BATCH = 128;
  private static final int CHAINS = 2;
  private static final int BURN_IN = 50;
  private static final int DRAWS = 50;
  private static final double STEP_SIZE = 1e-4;

  /// Holds each weight within 1/√γ = 0.03 of its place; 2/(εγ) = 20 steps let it go that far.
  private static final double LOCALIZATION = 1000;

  static final Measure MEASURE =
      new SimpleMeasure(
          page(LearningCoefficientMeasure.class, "landscape.llc"),
          subject -> List.of(need(subject)),
          LearningCoefficientMeasure::tooFew,
          LearningCoefficientMeasure::cost,
          LearningCoefficientMeasure::gauge);

  private LearningCoefficientMeasure() {}

  private static int batch(Subject subject) {
    return subject instanceof Subject.Model model
        ? Math.min(BATCH, model.data().trainRows().length)
        : BATCH;
  }

  private static Need need(Subject subject) {
    return new Need.BatchLossOfWeights(batch(subject));
  }

  private static Optional<String> tooFew(Subject subject) {
    return subject instanceof Subject.Model model && model.data().trainRows().length < 2
        ? Optional.of("n/ln n needs at least two training examples")
        : Optional.empty();
  }

  static SgldSettings settings(int examples, int batch) {
    return new SgldSettings(
        STEP_SIZE, SgldSettings.nBeta(examples), LOCALIZATION, 0, DRAWS, CHAINS, BURN_IN, 1, batch);
  }

  private static long cost(CostModel costs) {
    long steps = (long) CHAINS * (BURN_IN + DRAWS);
    return steps
        * (costs.of(need(costs.subject())) + Operations.NORMAL * costs.subject().weightCount());
  }

  private static Measure.Gauge gauge(Subject subject) {
    int batch = batch(subject);
    var model = (Subject.Model) subject;
    double chance =
        model
            .spec()
            .training()
            .loss()
            .guessing(model.data().targets(), model.data().population(ExampleSet.TRAIN));
    return (data, into) -> {
      BatchLoss loss = data.batchLoss(batch);
      var found =
          LearningCoefficient.estimate(
              loss::withGradient,
              loss.here(),
              loss.examples(),
              settings(loss.examples(), loss.size()),
              SubjectSpec.seed(subject));
      into.put("landscape.llc", found.mean());
      into.put("landscape.llc.standardDeviation", found.standardDeviation());
      into.put("landscape.llc.drift", found.drift());
      into.put("landscape.llc.nBeta", found.nBeta());
      into.put("landscape.llc.chainsAboveChance", found.chainsAbove(chance).length);
    };
  }
}
