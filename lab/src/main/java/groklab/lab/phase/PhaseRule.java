package groklab.lab.phase;

/// The thresholds of a detector in the unit of its [Scale]: accuracies, or decades of a loss that
/// are gone.
///
/// @param trainThreshold from which on the training set counts as fit
/// @param validationThreshold from which on a run counts as generalised
/// @param chance what guessing gives
/// @param lookUp what a network reaches on the validation set which knows nothing but f(a,b) =
///     f(b,a) of the examples it has trained on; 0 where the task has no such symmetry. Up to it
///     (and what is clear above) is still the plateau
/// @param clear difference that counts as clear rather than noise
record PhaseRule(
    double trainThreshold, double validationThreshold, double chance, double lookUp, double clear) {

  /// What can be had without having learned the rule.
  double free() {
    return Math.max(chance, lookUp);
  }
}
