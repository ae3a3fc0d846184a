package groklab.lab.phase;

import java.util.Locale;

/// What a whole run amounts to, see [VerdictRule].
public enum Verdict {
  /// the training set was never fit
  CONFUSION,
  /// the training set was fit, the validation set never
  MEMORISATION,
  /// both, the validation set much later
  GROKKING,
  /// both, without much delay
  COMPREHENSION;

  /// The name in files and on the command line.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
