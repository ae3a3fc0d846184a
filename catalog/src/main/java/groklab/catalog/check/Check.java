package groklab.catalog.check;

import java.util.List;

/// What must be seen for a claim to hold.
public sealed interface Check permits Within, AtMost, Ordered, Exponent, Computed {
  /// Names of the experiments whose runs it looks at.
  List<String> needs();

  /// What is expected, one line.
  String expected();

  /// @param evidence runs of all that it needs
  Finding judge(Evidence evidence);
}
