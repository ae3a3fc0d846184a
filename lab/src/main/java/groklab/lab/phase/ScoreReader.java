package groklab.lab.phase;

import groklab.lab.probe.Probe;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Turns probes into readings of the strip of phases: chooses the scale, fills in what a probe
/// lacks.
///
/// Accuracies are preferred; losses are taken until the first accuracy is seen. A probe is read if
/// it has what the strip turns on: the validation measure, or the train measure in a run that has
/// shown no validation measure so far. The other one is the last known.
final class ScoreReader {
  private final KnownTask task;
  private @Nullable Scale scale;
  private @Nullable PhaseRule rule;
  private OptionalDouble train = OptionalDouble.empty();
  private OptionalDouble validation = OptionalDouble.empty();
  private double trainGuess = Double.NaN;
  private double validationGuess = Double.NaN;

  ScoreReader(KnownTask task) {
    this.task = task;
  }

  /// The scale and the rule in force; empty before the first accuracy or loss.
  Optional<Scale> scale() {
    return Optional.ofNullable(scale);
  }

  PhaseRule rule() {
    if (rule == null) {
      throw new IllegalStateException("No accuracy or loss has been read, so there is no rule yet");
    }
    return rule;
  }

  /// Loss of the best constant answer, NaN if it is not known.
  static double guessLoss(KnownTask task) {
    return task.guessLoss()
        .orElseGet(() ->
            task.chance().isPresent() ? -StrictMath.log(task.chance().getAsDouble()) : Double.NaN);
  }

  Optional<Reading> read(Probe probe) {
    chooseScale(probe);
    if (scale == null) {
      return Optional.empty();
    }
    boolean hasTrain = has(probe, scale.train());
    boolean hasValidation = has(probe, scale.validation());
    if (hasTrain) {
      double value = probe.value(scale.train());
      trainGuess = Double.isNaN(trainGuess) ? value : trainGuess;
      train = OptionalDouble.of(scale.score(value, trainGuess));
    }
    if (hasValidation) {
      double value = probe.value(scale.validation());
      validationGuess = Double.isNaN(validationGuess) ? value : validationGuess;
      validation = OptionalDouble.of(scale.score(value, validationGuess));
    }
    boolean judged = validation.isPresent() ? hasValidation : hasTrain;
    return judged ? Optional.of(reading(probe)) : Optional.empty();
  }

  private Reading reading(Probe probe) {
    var values = new LinkedHashMap<String, Double>();
    for (String name :
        new String[] {
          Probe.TRAIN_ACCURACY, Probe.VALIDATION_ACCURACY, Probe.TRAIN_LOSS, Probe.VALIDATION_LOSS
        }) {
      if (has(probe, name)) {
        values.put(name, probe.value(name));
      }
    }
    return new Reading(probe.step(), train, validation, values);
  }

  private void chooseScale(Probe probe) {
    if (scale != Scale.ACCURACY && hasEither(probe, Scale.ACCURACY)) {
      scale = Scale.ACCURACY;
      rule = scale.rule(task, task.chance().orElseGet(() -> smallestAccuracy(probe)));
      train = OptionalDouble.empty();
      validation = OptionalDouble.empty();
    } else if (scale == null && hasEither(probe, Scale.LOG_LOSS)) {
      scale = Scale.LOG_LOSS;
      rule = scale.rule(task, 0);
      trainGuess = guessLoss(task);
      validationGuess = trainGuess;
    }
  }

  private static double smallestAccuracy(Probe probe) {
    double train = probe.valueOrNaN(Probe.TRAIN_ACCURACY);
    double validation = probe.valueOrNaN(Probe.VALIDATION_ACCURACY);
    double smaller = !(validation < train) && !Double.isNaN(train) ? train : validation;
    return Double.isNaN(smaller) ? 0 : smaller;
  }

  private static boolean hasEither(Probe probe, Scale scale) {
    return has(probe, scale.train()) || has(probe, scale.validation());
  }

  private static boolean has(Probe probe, String measure) {
    return probe.values().containsKey(measure);
  }
}
