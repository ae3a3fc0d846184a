package groklab.monitor.diagnosis;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.LossShare;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.criterion.Thresholds;
import groklab.lab.probe.Probe;
import groklab.monitor.series.Curves;
import groklab.monitor.series.ValidationSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What somebody knows of a run besides its log.
///
/// @param chance accuracy of guessing, 1/classes
/// @param memorised training accuracy from which on the training set counts as fit
/// @param generalised validation accuracy from which on a run counts as generalised
/// @param weightDecay of the optimiser
public record Question(
    OptionalDouble chance,
    OptionalDouble memorised,
    OptionalDouble generalised,
    OptionalDouble weightDecay) {
  /// Nothing is known.
  public static final Question PLAIN =
      new Question(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  /// Accuracies where the log has them of the validation set, or else losses.
  ///
  /// @param guess validation accuracy of the first point, which stands for chance where nobody
  ///     has told it
  RunCriterion criterion(Curves curves, Optional<ValidationSet> set, OptionalDouble guess) {
    boolean hasAccuracy =
        set.map(each -> each.accuracy().isPresent()).orElse(curves.trainAccuracy().isPresent());
    if (!hasAccuracy) {
      return RunCriterion.usual(new LossShare());
    }
    Thresholds usual = new Accuracy().thresholds();
    Map<String, Baseline> baselines = new LinkedHashMap<>();
    OptionalDouble level = chance.isPresent() ? chance : guess;
    level.ifPresent(value -> {
      baselines.put(Probe.TRAIN, Baseline.UNKNOWN.withChance(value));
      baselines.put(Probe.VALIDATION, Baseline.UNKNOWN.withChance(value));
    });
    return new RunCriterion(
        new Accuracy(),
        new Thresholds(memorised.orElse(usual.train()), generalised.orElse(usual.validation())),
        baselines);
  }
}
