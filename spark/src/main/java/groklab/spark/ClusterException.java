package groklab.spark;

import groklab.lab.UserError;

/// A cluster that is not there, not as it must be, or gave up: one sentence.
final class ClusterException extends RuntimeException implements UserError {
  private final int exitCode;

  private ClusterException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /// What was given is not what it should be: an address, a folder, a worker's Java.
  static ClusterException badInput(String sentence) {
    return new ClusterException(sentence, BAD_INPUT);
  }

  /// The cluster failed on the way.
  static ClusterException failed(String sentence) {
    return new ClusterException(sentence, FAILED);
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
