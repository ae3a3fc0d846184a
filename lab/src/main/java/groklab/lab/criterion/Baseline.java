package groklab.lab.criterion;

import java.util.OptionalDouble;

/// What can be had on a set of examples without having learned the rule. Whatever is empty is not
/// known.
///
/// @param chance accuracy of the best constant answer: 1/classes where classes are equally frequent
/// @param lookUp accuracy of a network that knows nothing but f(a,b) = f(b,a) of the examples it
///     has trained on; 0 where the task has no such symmetry
/// @param guessLoss loss of the best constant output: the entropy of the class frequencies (nats)
///     under cross-entropy, the variance of the targets under squared error
public record Baseline(OptionalDouble chance, OptionalDouble lookUp, OptionalDouble guessLoss) {

  /// Of a set of which nothing is known.
  public static final Baseline UNKNOWN =
      new Baseline(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

  public Baseline withChance(double accuracy) {
    return new Baseline(OptionalDouble.of(accuracy), lookUp, guessLoss);
  }

  public Baseline withLookUp(double accuracy) {
    return new Baseline(chance, OptionalDouble.of(accuracy), guessLoss);
  }

  public Baseline withGuessLoss(double loss) {
    return new Baseline(chance, lookUp, OptionalDouble.of(loss));
  }

  /// The loss of guessing: as told, or else the cross-entropy that belongs to the chance level; NaN
  /// if neither is known.
  public double lossOfGuessing() {
    if (guessLoss.isPresent()) {
      return guessLoss.getAsDouble();
    }
    return chance.isPresent() ? -StrictMath.log(chance.getAsDouble()) : Double.NaN;
  }
}
