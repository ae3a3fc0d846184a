package groklab.lab;

/// An exception that tells the user what to do: its message is one sentence that says what was
/// given, what was expected and what to write instead. Front ends show the message and nothing
/// else: no stack trace, no class name.
///
/// Implemented by exception classes; a plain `IllegalArgumentException` that the lab throws is
/// treated as bad input.
public interface UserError {
  /// The exit code where the machine failed: a file could not be read or written.
  int FAILED = 1;

  /// The exit code where what was given is not what it should be.
  int BAD_INPUT = 2;

  /// The exit code of a command that ends with this error: 1 a claim, a check or a device failed, 2
  /// bad input, 130 interrupted with everything saved.
  int exitCode();
}
