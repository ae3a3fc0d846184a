package groklab.bench;

import groklab.lab.UserError;

/// A measurement that cannot be made or failed its check; the message is the sentence for the user.
final class BenchException extends RuntimeException implements UserError {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private BenchException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /// Bad input: exit code 2.
  static BenchException input(String sentence) {
    return new BenchException(2, sentence);
  }

  /// A check failed: exit code 1.
  static BenchException failed(String sentence) {
    return new BenchException(1, sentence);
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
