package groklab.lab.phase;

/// The thresholds of a [PhaseDetector].
///
/// @param trainThreshold train accuracy from which on the training set counts as fit
/// @param validationThreshold validation accuracy from which on a run counts as generalised
/// @param chance accuracy of guessing, 1/classes where classes are equally frequent
/// @param lookUp validation accuracy that a network reaches which knows nothing but f(a,b) = f(b,a) of the examples it has
///     trained on; 0 where the task has no such symmetry. Up to it (and what is clear above) is still the plateau
/// @param clear accuracy difference that counts as clear rather than noise
public record PhaseRule(
    double trainThreshold, double validationThreshold, double chance, double lookUp, double clear) {

  /// Ten points: four standard errors of an accuracy near one half on 400 examples.
  public static final double CLEAR = 0.1;

  public static PhaseRule of(double trainThreshold, double validationThreshold, int classes) {
    return new PhaseRule(trainThreshold, validationThreshold, 1.0 / classes, 0, CLEAR);
  }

  /// The same rule for a task of which a share of the validation set can be looked up.
  public PhaseRule withLookUp(double share) {
    return new PhaseRule(trainThreshold, validationThreshold, chance, share, clear);
  }
}
