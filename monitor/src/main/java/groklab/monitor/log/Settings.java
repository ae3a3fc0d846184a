package groklab.monitor.log;

import java.util.OptionalDouble;

/// What the files of a run say of it besides its series.
///
/// @param weightDecay of the optimiser, at the start
/// @param chance accuracy of guessing on the validation set
/// @param lookUp accuracy on the validation set of what knows nothing but f(a,b) = f(b,a) of the
///     training examples
/// @param memorised training accuracy from which on the training set counts as fit
/// @param generalised validation accuracy from which on a run counts as generalised
public record Settings(
    OptionalDouble weightDecay,
    OptionalDouble chance,
    OptionalDouble lookUp,
    OptionalDouble memorised,
    OptionalDouble generalised) {
  /// They say nothing.
  public static final Settings NONE =
      new Settings(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  /// The same with a weight decay.
  public Settings withWeightDecay(double decay) {
    return new Settings(OptionalDouble.of(decay), chance, lookUp, memorised, generalised);
  }
}
