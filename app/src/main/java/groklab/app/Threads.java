package groklab.app;

/// How many threads a run gets unless told otherwise.
final class Threads {
  /// The rows of a product are dealt out in tiles; the networks of this field have too few for more workers than this.
  private static final int MOST = 16;

  private Threads() {}

  static int thatHelp() {
    return Math.min(MOST, Runtime.getRuntime().availableProcessors());
  }
}
