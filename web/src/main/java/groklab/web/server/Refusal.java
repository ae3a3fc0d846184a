package groklab.web.server;

/// A request that is not answered, with the HTTP status and one sentence that names no path of the machine.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  Refusal(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  int status() {
    return status;
  }
}
