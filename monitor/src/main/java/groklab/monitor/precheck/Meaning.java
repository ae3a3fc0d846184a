package groklab.monitor.precheck;

import groklab.study.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a result means for whoever is about to train, in sentences.
public final class Meaning {
  /// From this training accuracy on a run counts as having memorised.
  private static final double MEMORISED = 0.99;

  /// A gap that is too small to see a network generalise in.
  private static final double SMALL_GAP = 0.05;

  /// From this share of equal answers on the order of the inputs is taken not to matter. Below it,
  /// answers agree by chance, as those of two columns with few values do.
  private static final double SYMMETRIC = 0.9;

  private Meaning() {}

  /// The most important first.
  public static List<String> of(PrecheckResult result) {
    List<String> sentences = new ArrayList<>();
    sentences.add(upTo(result.best()));
    sentences.add(gap(result));
    mirrors(result, sentences);
    copies(result, sentences);
    limits(result, sentences);
    if (!result.rowNames().isEmpty()) {
      String names = String.join(",", result.rowNames());
      sentences.add(
          ("%s: another value in each row. If it only names the row, write --ignore %s: with it no"
                  + " row has a copy.")
              .formatted(names, names));
    }
    return List.copyOf(sentences);
  }

  private static String upTo(Score best) {
    String by =
        switch (best.predictor()) {
          case CHANCE -> "guessing gets as much";
          case MAJORITY -> "always saying the most frequent answer gets as much";
          case LOOK_UP -> "knowing the training rows by heart gets as much";
          case MIRRORED -> "a network that only knows that order does not matter gets as much";
          case ONE_INPUT -> "one input alone, %s, gets as much".formatted(best.detail());
          case NEAREST -> "copying the nearest training row gets as much";
        };
    String within =
        best.interval()
            .map(each -> " (%s to %s, 95 %%, on a sample)".formatted(low(each), high(each)))
            .orElse("");
    return "A validation accuracy of up to %s%s needs no rule: %s."
        .formatted(percent(best.accuracy()), within, by);
  }

  private static String low(Interval interval) {
    return percent(interval.low());
  }

  private static String high(Interval interval) {
    return percent(interval.high());
  }

  private static String gap(PrecheckResult result) {
    double gap = result.learnabilityGap();
    String points = "The learnability gap is %s points".formatted(points(gap));
    if (gap < SMALL_GAP) {
      return points
          + ": on these validation rows it cannot be seen whether a network generalises; choose"
          + " others, without copies, mirrored pairs and near neighbours of the training rows.";
    }
    return points
        + ": what lies above can only come from something else. It does not say that there is"
        + " something else to find: random labels have such a gap too.";
  }

  private static void mirrors(PrecheckResult result, List<String> sentences) {
    if (result.mirrored() == 0) {
      return;
    }
    double same = result.mirroredSame() / result.mirrored();
    String rows =
        "%,d of %,d validation rows have their inputs in another order in training"
            .formatted(result.mirrored(), result.validation());
    sentences.add(
        same >= SYMMETRIC
            ? "%s, with the same answer in %s of the cases: keep such pairs on one side of the"
                    .formatted(rows, percent(same))
                + " split to see more than the symmetry."
            : "%s, but with the same answer in %s of the cases only: it matters which is which."
                .formatted(rows, percent(same)));
  }

  private static void copies(PrecheckResult result, List<String> sentences) {
    PrecheckResult.Copies copies = result.copies();
    if (copies.across() > 0) {
      sentences.add(
          ("%,d of %,d validation rows are also in training, %,d of them with an answer that is not"
                  + " given there.")
              .formatted(copies.across(), result.validation(), copies.conflictsAcross()));
    }
    if (copies.inTraining() > 0) {
      sentences.add(
          "%,d of %,d training rows repeat others; %,d inputs have several answers."
              .formatted(copies.inTraining(), result.training(), copies.conflictsInTraining()));
    }
  }

  private static void limits(PrecheckResult result, List<String> sentences) {
    if (result.trainingCeiling() < 1) {
      sentences.add(
          "No function of the inputs fits more than %s of the training rows%s."
              .formatted(
                  percent(result.trainingCeiling()),
                  result.trainingCeiling() < MEMORISED
                      ? ", so a training accuracy of 99 %, at which a run counts as memorised here,"
                          + " cannot be reached: set --memorised of diagnose lower"
                      : ""));
    }
    if (result.ceiling() < 1) {
      sentences.add(
          "No function of the inputs gets more than %s of the validation rows: the same inputs have"
                  .formatted(percent(result.ceiling()))
              + " several answers.");
    }
    if (result.unknownAnswers() > 0) {
      sentences.add(
          "%,d of %,d validation rows have an answer that no training row has."
              .formatted(result.unknownAnswers(), result.validation()));
    }
  }

  /// `47.3 %`.
  public static String percent(double share) {
    return points(share) + " %";
  }

  private static String points(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
