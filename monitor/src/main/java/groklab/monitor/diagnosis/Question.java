package groklab.monitor.diagnosis;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.LossShare;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.criterion.Thresholds;
import groklab.lab.probe.Probe;
import groklab.monitor.log.Settings;
import groklab.monitor.series.Curves;
import groklab.monitor.series.ValidationSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What somebody knows of a run besides its log.
///
/// @param chance accuracy of guessing, 1/classes
/// @param lookUp accuracy of what knows nothing but f(a,b) = f(b,a) of the training examples
/// @param memorised training accuracy from which on the training set counts as fit
/// @param generalised validation accuracy from which on a run counts as generalised
/// @param weightDecay of the optimiser
public record Question(
    OptionalDouble chance,
    OptionalDouble lookUp,
    OptionalDouble memorised,
    OptionalDouble generalised,
    OptionalDouble weightDecay) {
  /// Nothing is known.
  public static final Question PLAIN =
      new Question(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  /// The same, and what the run's own files say where this says nothing.
  public Question and(Settings told) {
    return new Question(
        or(chance, told.chance()),
        or(lookUp, told.lookUp()),
        or(memorised, told.memorised()),
        or(generalised, told.generalised()),
        or(weightDecay, told.weightDecay()));
  }

  private static OptionalDouble or(OptionalDouble first, OptionalDouble second) {
    return first.isPresent() ? first : second;
  }

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
      Baseline guessing = Baseline.UNKNOWN.withChance(value);
      baselines.put(
          Probe.VALIDATION,
          lookUp.isPresent() ? guessing.withLookUp(lookUp.getAsDouble()) : guessing);
    });
    return new RunCriterion(
        new Accuracy(),
        new Thresholds(memorised.orElse(usual.train()), generalised.orElse(usual.validation())),
        baselines);
  }
}
