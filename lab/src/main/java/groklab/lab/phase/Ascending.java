package groklab.lab.phase;

/// The order of probes that every detector relies on.
final class Ascending {
  private Ascending() {}

  static void check(long before, long step) {
    if (step <= before) {
      throw new IllegalArgumentException(
          "A probe at step %d follows one at step %d; expected ascending steps"
              .formatted(step, before));
    }
  }
}
