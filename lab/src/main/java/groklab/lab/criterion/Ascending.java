package groklab.lab.criterion;

/// The order of probes that every detector relies on.
public final class Ascending {
  private Ascending() {}

  public static void check(long before, long step) {
    if (step <= before) {
      throw new IllegalArgumentException(
          "A probe at step %d follows one at step %d; expected ascending steps"
              .formatted(step, before));
    }
  }
}
