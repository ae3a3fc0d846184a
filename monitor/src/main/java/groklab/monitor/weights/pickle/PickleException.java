package groklab.monitor.weights.pickle;

/// A pickle that is damaged or asks for what is not allowed. The message is the second half of a
/// sentence that begins with the file: `asks for os.system, ...`.
public final class PickleException extends Exception {
  private static final long serialVersionUID = 1L;

  PickleException(String message) {
    super(message);
  }
}
