package groklab.lab.kind;

import groklab.lab.UserError;

/// A spec that cannot be run. The message is one sentence for the person who wrote it: what was
/// given, what was expected, what to write instead.
public final class SpecException extends IllegalArgumentException implements UserError {
  private static final long serialVersionUID = 1L;

  public SpecException(String sentence) {
    super(sentence);
  }

  @Override
  public int exitCode() {
    return BAD_INPUT;
  }
}
