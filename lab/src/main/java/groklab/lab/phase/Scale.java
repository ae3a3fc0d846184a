package groklab.lab.phase;

import groklab.lab.probe.Probe;
import java.util.Locale;

/// On what a run is judged. Both scales grow with success, so that one detector reads either.
enum Scale {
  /// Accuracies, in [0, 1]. Clear = 0.1: four standard errors of an accuracy near one half on 400
  /// examples.
  ACCURACY(Probe.TRAIN_ACCURACY, Probe.VALIDATION_ACCURACY, 0.1, 0.9) {
    @Override
    PhaseRule rule(KnownTask task, double chance) {
      return new PhaseRule(
          task.trainThreshold(),
          task.validationThreshold(),
          chance,
          task.lookUp().orElse(0),
          clear());
    }

    @Override
    double score(double value, double guessLoss) {
      return value;
    }

    @Override
    String words(double score) {
      return String.format(Locale.ROOT, "accuracy %.3f", score);
    }
  },

  /// Runs without accuracies: score = log10(loss of guessing / loss), decades of the loss that are
  /// gone; 0 for guessing, below 0 for worse. An accuracy threshold tau becomes a loss of (1 − tau)
  /// times that of guessing, which for squared errors is R² = tau: 0.99 is 2 decades, 0.95 is 1.3.
  /// Clear = log10(2): the loss has halved.
  LOG_LOSS(Probe.TRAIN_LOSS, Probe.VALIDATION_LOSS, StrictMath.log10(2), 1) {
    @Override
    PhaseRule rule(KnownTask task, double chance) {
      return new PhaseRule(
          decades(task.trainThreshold()), decades(task.validationThreshold()), 0, 0, clear());
    }

    @Override
    double score(double value, double guessLoss) {
      return StrictMath.log10(guessLoss / value);
    }

    @Override
    String words(double score) {
      return String.format(Locale.ROOT, "loss 10^%.2f of guessing", -score);
    }
  };

  private final String train;
  private final String validation;
  private final double clear;
  private final double ninety;

  Scale(String train, String validation, double clear, double ninety) {
    this.train = train;
    this.validation = validation;
    this.clear = clear;
    this.ninety = ninety;
  }

  private static double decades(double threshold) {
    return -StrictMath.log10(1 - threshold);
  }

  abstract PhaseRule rule(KnownTask task, double chance);

  /// The score of a measured value; NaN and what is no loss or accuracy stay NaN.
  abstract double score(double value, double guessLoss);

  abstract String words(double score);

  String train() {
    return train;
  }

  String validation() {
    return validation;
  }

  double clear() {
    return clear;
  }

  /// The threshold of [VerdictRule#LIU2022]: an accuracy of 0.9, a tenth of the loss.
  double ninety() {
    return ninety;
  }
}
