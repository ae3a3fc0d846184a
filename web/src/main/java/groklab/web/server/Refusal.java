package groklab.web.server;

/// A request that is not answered, with the HTTP status and one sentence that names no path of the
/// machine.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String sentence;

  Refusal(int status, String sentence) {
    super(sentence);
    this.status = status;
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }

  int status() {
    return status;
  }
}
