package groklab.lab.update;

/// Computes gradients at the present weights, and leaves them in the session's slot of that name.
@FunctionalInterface
public interface Backward {

  /// @param step whose batch and random numbers count
  /// @return the value that was differentiated
  double run(long step);

  /// Computes the gradients of the loss over the examples that stages keep for themselves, without
  /// dropout and penalties, see [StageSpec#heldOut].
  default void heldOut(long step) {
    throw new IllegalStateException("nobody here holds examples out");
  }

  /// The same for the smoothed accuracy on a whole set of examples, without dropout: the mean of
  /// sigmoid(sharpness · margin).
  ///
  /// @param set its name, e.g. `validation`
  /// @throws groklab.lab.kind.SpecException if the run has no such set, or its targets are no
  ///     classes
  default Backward ofSmoothAccuracy(String set, double sharpness) {
    throw new IllegalStateException("nobody here knows the examples");
  }

  /// Remembers the value of its last run.
  final class Remembering implements Backward {
    private final Backward backward;
    private double value = Double.NaN;

    public Remembering(Backward backward) {
      this.backward = backward;
    }

    @Override
    public double run(long step) {
      value = backward.run(step);
      return value;
    }

    @Override
    public void heldOut(long step) {
      backward.heldOut(step);
    }

    @Override
    public Backward ofSmoothAccuracy(String set, double sharpness) {
      return backward.ofSmoothAccuracy(set, sharpness);
    }

    /// What was differentiated last; NaN before the first time.
    public double value() {
      return value;
    }
  }
}
