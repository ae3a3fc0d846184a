package groklab.web.live;

import groklab.lab.UserError;

/// A request that cannot be met. The message is one sentence for the person at the page and names
/// no path of the machine.
public final class LiveException extends RuntimeException implements UserError {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String sentence;

  /// What is the matter.
  public enum Kind {
    /// what was asked for does not make sense
    BAD,
    /// there is no such run, step or measure
    MISSING,
    /// it cannot be done now: the run is not in the state for it
    CONFLICT,
    /// too much is going on
    BUSY
  }

  public LiveException(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
    this.sentence = sentence;
  }

  /// The message, which is never missing.
  public String sentence() {
    return sentence;
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public int exitCode() {
    return UserError.BAD_INPUT;
  }

  static LiveException missing(String sentence) {
    return new LiveException(Kind.MISSING, sentence);
  }
}
