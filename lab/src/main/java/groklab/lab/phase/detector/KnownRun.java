package groklab.lab.phase.detector;

import java.util.Optional;
import java.util.OptionalDouble;

/// What is known of a run besides its probes and its criterion. Findings say so where something
/// that matters is not known.
///
/// @param lastLayer name of the last layer's tensor, as in `weights.l2.NAME`
/// @param weightDecay 0 = none; what it is now, where it changes on the way
/// @param teachesOn whether an example whose softmax has rounded to 1 goes on teaching its right
///     class, because the loss does not compute the gradient there as p − 1; false = not known
public record KnownRun(Optional<String> lastLayer, OptionalDouble weightDecay, boolean teachesOn) {

  /// Somebody else's run.
  public static KnownRun nothing() {
    return new KnownRun(Optional.empty(), OptionalDouble.empty(), false);
  }

  /// The same with the name of the last layer's tensor.
  public KnownRun withLastLayer(String tensor) {
    return new KnownRun(Optional.of(tensor), weightDecay, teachesOn);
  }

  /// The same with the optimiser's weight decay.
  public KnownRun withWeightDecay(double decay) {
    return new KnownRun(lastLayer, OptionalDouble.of(decay), teachesOn);
  }

  /// The same with a loss that collapsed examples go on teaching through.
  public KnownRun withTeachingOn(boolean goesOn) {
    return new KnownRun(lastLayer, weightDecay, goesOn);
  }
}
