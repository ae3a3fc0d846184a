package groklab.monitor.diagnosis;

import java.util.Locale;

/// What a run looks like, by one of its validation sets.
public enum Condition {
  /// it generalised long after it had memorised, with a plateau between
  GROKKED("it memorised first and generalised much later"),
  /// it generalised as it learned
  GENERALISED_AT_ONCE("it generalised as it learned, without a plateau before"),
  /// it generalised at least three times as late as it had memorised, without a plateau between
  GENERALISED_SLOWLY("it generalised late, on a slow rise without a plateau"),
  /// it has generalised; how late cannot be told without a training series
  GENERALISED("it has generalised, and the log does not tell whether late"),
  /// validation is on its way up after a plateau
  GROKKING_NOW("after a plateau, validation is on its way up"),
  /// validation was lost again
  UN_GROKKING("it had generalised, and validation was lost again"),
  /// losses are not finite, or far above where they began
  DIVERGED("training has diverged"),
  /// the training loss is exactly zero, so nothing is learned any more
  NUMERICAL_COLLAPSE("the training loss has rounded to zero, so no gradient is left"),
  /// the training loss spikes again and again although the training set is fit
  SLINGSHOTS("the training set is fit, and its loss spikes again and again"),
  /// training goes on making progress
  STILL_LEARNING("it is still learning"),
  /// the training loss stands still and the training set is not fit
  NOT_LEARNING("the training set is not fit, and it gets no better"),
  /// the training set is fit, validation is where guessing leaves it, and something moves
  MAY_GROK("it is on a plateau, and it may grok"),
  /// the training set is fit, validation stays where it is
  ORDINARY_OVERFITTING("it is overfitted so far, and too little moves to say that it will grok"),
  /// the log does not hold what would tell
  UNKNOWN("the log does not tell");

  private final String words;

  Condition(String words) {
    this.words = words;
  }

  /// The name in files and on the command line.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// In words, a clause.
  public String words() {
    return words;
  }

  /// Whether the run has come to where it should go.
  public boolean isGeneralised() {
    return this == GROKKED
        || this == GENERALISED_AT_ONCE
        || this == GENERALISED_SLOWLY
        || this == GENERALISED;
  }
}
