package groklab.lab.phase;

import java.util.Arrays;
import java.util.Locale;

/// What a whole run amounts to, see [VerdictRule] and, for that of one paper, [Liu2022Rule].
public enum Verdict {
  /// the training set was never fit
  CONFUSION,
  /// the training set was fit, the validation set never
  MEMORISATION,
  /// both, the validation set much later
  GROKKING,
  /// both, without such a delay
  COMPREHENSION;

  /// The name in files and on the command line.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The verdict of a name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Verdict named(String label) {
    return Arrays.stream(values())
        .filter(verdict -> verdict.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the verdict is " + label));
  }
}
