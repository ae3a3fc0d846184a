package groklab.lab.phase;

import java.util.Optional;
import java.util.OptionalDouble;

/// What is known of a run besides its probes. Whatever is empty is judged without, and findings say
/// so where it matters.
///
/// @param trainThreshold train accuracy from which on the training set counts as fit
/// @param validationThreshold validation accuracy from which on a run counts as generalised
/// @param chance accuracy of guessing, 1/classes where classes are equally frequent; empty = the
///     smaller accuracy of the first probe is taken for it
/// @param lookUp validation accuracy that a network reaches which knows nothing but f(a,b) = f(b,a)
///     of the examples it has trained on; 0 where the task has no such symmetry
/// @param guessLoss loss of the best constant answer: ln(classes) for cross-entropy, the variance
///     of the targets for squared errors; empty = taken from `chance` for cross-entropy, from the
///     first probe for runs without accuracies
/// @param lastLayer name of the last layer's tensor, as in `weights.l2.NAME`
/// @param weightDecay 0 = none
public record KnownTask(
    double trainThreshold,
    double validationThreshold,
    OptionalDouble chance,
    OptionalDouble lookUp,
    OptionalDouble guessLoss,
    Optional<String> lastLayer,
    OptionalDouble weightDecay) {

  /// Thresholds of T_mem and T_grok.
  private static final double TRAIN_THRESHOLD = 0.99;

  private static final double VALIDATION_THRESHOLD = 0.95;

  /// Somebody else's run, of which nothing is known.
  public static KnownTask nothing() {
    return new KnownTask(
        TRAIN_THRESHOLD,
        VALIDATION_THRESHOLD,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  /// A classification into equally frequent classes.
  public static KnownTask classification(
      double trainThreshold, double validationThreshold, int classes) {
    return new KnownTask(
        trainThreshold,
        validationThreshold,
        OptionalDouble.of(1.0 / classes),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  /// The same for a task of which a share of the validation set can be looked up.
  public KnownTask withLookUp(double share) {
    return new KnownTask(
        trainThreshold,
        validationThreshold,
        chance,
        OptionalDouble.of(share),
        guessLoss,
        lastLayer,
        weightDecay);
  }

  /// The same with the loss of the best constant answer.
  public KnownTask withGuessLoss(double loss) {
    return new KnownTask(
        trainThreshold,
        validationThreshold,
        chance,
        lookUp,
        OptionalDouble.of(loss),
        lastLayer,
        weightDecay);
  }

  /// The same with the name of the last layer's tensor.
  public KnownTask withLastLayer(String tensor) {
    return new KnownTask(
        trainThreshold,
        validationThreshold,
        chance,
        lookUp,
        guessLoss,
        Optional.of(tensor),
        weightDecay);
  }

  /// The same with the optimiser's weight decay.
  public KnownTask withWeightDecay(double decay) {
    return new KnownTask(
        trainThreshold,
        validationThreshold,
        chance,
        lookUp,
        guessLoss,
        lastLayer,
        OptionalDouble.of(decay));
  }
}
