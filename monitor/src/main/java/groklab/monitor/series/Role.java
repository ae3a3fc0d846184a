package groklab.monitor.series;

import groklab.monitor.log.NameWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/// What a series is, told from its name.
///
/// @param isTraining whether it is of examples that are trained on
/// @param domain which validation set, in the words that are left of its name; empty = the only one
/// @param form what makes the quantity of the logged number: that itself, ln of a perplexity, 1 −
///     error
public record Role(boolean isTraining, Quantity quantity, String domain, Form form) {
  /// How the quantity was logged.
  public enum Form {
    PLAIN(x -> x),
    PERPLEXITY(StrictMath::log),
    ERROR(x -> 1 - x);

    private final DoubleUnaryOperator quantity;

    Form(DoubleUnaryOperator quantity) {
      this.quantity = quantity;
    }

    double quantity(double logged) {
      return quantity.applyAsDouble(logged);
    }
  }

  private static final Set<String> LOSSES =
      Set.of("loss", "nll", "xent", "ce", "crossentropy", "mse", "bce", "objective");
  private static final Set<String> ACCURACIES =
      Set.of("acc", "accuracy", "top1", "correct", "em", "accu");
  private static final Set<String> PERPLEXITIES = Set.of("ppl", "perplexity");
  private static final Set<String> ERRORS = Set.of("err", "error");

  /// A name with one of these measures something else.
  private static final Set<String> OTHERS =
      Set.of(
          "lr",
          "rate",
          "grad",
          "gradient",
          "norm",
          "time",
          "seconds",
          "scale",
          "aux",
          "reg",
          "penalty",
          "weight",
          "weights",
          "max",
          "min",
          "std",
          "memory",
          "best",
          "kl",
          "per");

  /// Words of names that tell neither what is measured nor of which examples.
  private static final Set<String> EMPTY =
      Set.of(
          "step",
          "epoch",
          "batch",
          "avg",
          "mean",
          "total",
          "top",
          "sparse",
          "categorical",
          "cross",
          "entropy",
          "metrics",
          "metric",
          "logs",
          "set");

  /// @return empty = it is neither a loss nor an accuracy
  public static Optional<Role> of(String name) {
    List<String> words = NameWords.of(name);
    if (words.stream().anyMatch(OTHERS::contains)) {
      return Optional.empty();
    }
    boolean training = words.stream().anyMatch(NameWords::isTraining);
    boolean validation = words.stream().anyMatch(NameWords::isValidation);
    return kind(words)
        .map(kind -> new Role(!validation || training, kind.quantity, domain(words), kind.form));
  }

  /// Whether a series was measured on examples that are not trained on, though nobody knows what it
  /// measures: a BLEU, a reward, a share of solved tasks.
  public static boolean isOtherEvaluation(String name) {
    List<String> words = NameWords.of(name);
    return of(name).isEmpty()
        && words.stream().noneMatch(OTHERS::contains)
        && words.stream().noneMatch(NameWords::isTraining)
        && words.stream().anyMatch(NameWords::isValidation);
  }

  private record Kind(Quantity quantity, Form form) {}

  private static Optional<Kind> kind(List<String> words) {
    if (words.stream().anyMatch(LOSSES::contains)) {
      return Optional.of(new Kind(Quantity.LOSS, Form.PLAIN));
    }
    if (words.stream().anyMatch(ACCURACIES::contains)) {
      return Optional.of(new Kind(Quantity.ACCURACY, Form.PLAIN));
    }
    if (words.stream().anyMatch(PERPLEXITIES::contains)) {
      return Optional.of(new Kind(Quantity.LOSS, Form.PERPLEXITY));
    }
    return words.stream().anyMatch(ERRORS::contains)
        ? Optional.of(new Kind(Quantity.ACCURACY, Form.ERROR))
        : Optional.empty();
  }

  private static String domain(List<String> words) {
    List<String> rest = new ArrayList<>();
    for (String word : words) {
      boolean known =
          NameWords.isSet(word)
              || LOSSES.contains(word)
              || ACCURACIES.contains(word)
              || PERPLEXITIES.contains(word)
              || ERRORS.contains(word)
              || EMPTY.contains(word);
      if (!known) {
        rest.add(word);
      }
    }
    return String.join(" ", rest);
  }
}
