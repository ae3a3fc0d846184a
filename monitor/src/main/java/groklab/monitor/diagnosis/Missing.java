package groklab.monitor.diagnosis;

import groklab.monitor.log.Series;
import groklab.monitor.log.StepUnit;
import groklab.monitor.series.Curves;
import groklab.monitor.series.ValidationSet;
import java.util.ArrayList;
import java.util.List;

/// What a log does not hold, what could be told with it, and what to log.
public final class Missing {
  /// Points of validation below which a plateau can hide between two of them.
  private static final int FEW = 30;

  private Missing() {}

  /// Of a run that has left weights alone.
  public static final String LOG =
      "No log: which phase it is in is seen from losses and accuracies of training and validation,"
          + " not from weights.";

  /// Sentences, what matters most first.
  ///
  /// @param hasWeights whether checkpoints were found
  public static List<String> of(Curves curves, Question question, boolean hasWeights) {
    List<String> missing = new ArrayList<>();
    if (curves.validation().isEmpty()) {
      missing.add(
          "No series of unseen data: without it nothing can be said about generalising; log loss"
              + " and accuracy of a validation set, named validation.loss and"
              + " validation.accuracy, or say which series they are (--validation-loss,"
              + " --validation-accuracy).");
    }
    if (curves.trainLoss().isEmpty() && curves.trainAccuracy().isEmpty()) {
      missing.add(
          "No series of the training set: when it was fit, and so whether validation was late,"
              + " cannot be told; log train.loss and train.accuracy.");
    } else if (curves.trainAccuracy().isEmpty()) {
      missing.add(
          "No training accuracy: when the training set was fit is told from its loss; log"
              + " train.accuracy.");
    }
    if (curves.validation().stream().anyMatch(set -> set.accuracy().isEmpty())) {
      missing.add(
          "A validation set without an accuracy: \"generalised\" then means that its loss fell to a"
              + " share of where it began, and a loss can rise while answers get better.");
    }
    long points = curves.validation().stream().mapToLong(Missing::points).max().orElse(0);
    if (points > 0 && points < FEW) {
      missing.add(
          "Only %d points of validation: log them at steps that grow by a tenth (1, 2, 3, ..., 100,"
                  .formatted(points)
              + " 110, 121, ...), so that early and late are seen equally well.");
    }
    if (curves.unit() != StepUnit.STEP) {
      missing.add("No optimiser steps: times count %s.".formatted(curves.unit().many()));
    }
    if (question.weightDecay().isEmpty()) {
      missing.add(
          "The weight decay is not known (--weight-decay): much of what to try depends on it.");
    }
    if (!hasWeights) {
      missing.add(
          "No weights were read: where there are checkpoints in the folder of the log, groklab"
              + " diagnose says whether they still move towards a smaller solution.");
    }
    return missing;
  }

  private static long points(ValidationSet set) {
    return Math.max(
        set.loss().map(Series::size).orElse(0), set.accuracy().map(Series::size).orElse(0));
  }
}
