package groklab.catalog.check;

import java.util.Locale;

/// What came of a claim.
public enum Judgement {
  REPRODUCED,
  NOT_REPRODUCED,
  /// sources contradict each other, or evidence speaks for and against
  CONTESTED,
  /// too few runs, or budgets that ended too soon
  NOT_DECIDED;

  /// In words.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
