package groklab.lab.phase.detector;

import java.util.Optional;
import java.util.OptionalDouble;

/// What is known of a run besides its probes and its criterion. Findings say so where something
/// that matters is not known.
///
/// @param lastLayer name of the last layer's tensor, as in `weights.l2.NAME`
/// @param weightDecay 0 = none
public record KnownRun(Optional<String> lastLayer, OptionalDouble weightDecay) {

  /// Somebody else's run.
  public static KnownRun nothing() {
    return new KnownRun(Optional.empty(), OptionalDouble.empty());
  }

  /// The same with the name of the last layer's tensor.
  public KnownRun withLastLayer(String tensor) {
    return new KnownRun(Optional.of(tensor), weightDecay);
  }

  /// The same with the optimiser's weight decay.
  public KnownRun withWeightDecay(double decay) {
    return new KnownRun(lastLayer, OptionalDouble.of(decay));
  }
}
