package groklab.lab.problem;

/// What a network is shown of N examples.
///
/// The arrays inside are shared, not copied: treat them as read-only.
public sealed interface Inputs {

  /// N.
  int examples();

  /// Positions of an example: tokens, or one for features.
  int length();

  /// Tokens.
  ///
  /// @param vocabulary number of different tokens
  /// @param length T, tokens per example
  /// @param ids N·T token numbers, example-major, each in [0, vocabulary)
  record Tokens(int vocabulary, int length, int[] ids) implements Inputs {
    @Override
    public int examples() {
      return ids.length / length;
    }
  }

  /// Real numbers.
  ///
  /// @param width numbers per example
  /// @param values N·width numbers, example-major
  record Features(int width, double[] values) implements Inputs {
    @Override
    public int examples() {
      return values.length / width;
    }

    @Override
    public int length() {
      return 1;
    }
  }
}
