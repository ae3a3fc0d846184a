package groklab.monitor.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The words that the name of a series or of a folder is made of: `val/cars_topAcc` has val, cars,
/// top and acc.
public final class NameWords {
  private static final Set<String> TRAINING = Set.of("train", "training", "tr");
  private static final Set<String> VALIDATION =
      Set.of(
          "val",
          "valid",
          "validation",
          "eval",
          "evaluation",
          "test",
          "testing",
          "te",
          "dev",
          "holdout",
          "heldout",
          "ood",
          "unseen");

  private NameWords() {}

  /// In lower case.
  public static List<String> of(String name) {
    List<String> words = new ArrayList<>();
    String apart = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2");
    for (String word : apart.split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }

  /// Whether a word says that something is of the examples that are trained on.
  public static boolean isTraining(String word) {
    return TRAINING.contains(word);
  }

  /// Whether a word says that something is of examples that are not trained on.
  public static boolean isValidation(String word) {
    return VALIDATION.contains(word);
  }

  /// Whether a word names a set of examples.
  public static boolean isSet(String word) {
    return isTraining(word) || isValidation(word);
  }
}
