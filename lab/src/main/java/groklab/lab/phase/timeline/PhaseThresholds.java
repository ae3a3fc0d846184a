package groklab.lab.phase.timeline;

import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import java.util.Map;
import java.util.OptionalDouble;

/// What phases are told apart by, as scores of the run's criterion.
///
/// @param train from which on the training set counts as fit
/// @param validation from which on a run counts as generalised
/// @param trainGuess what guessing gives on the training set
/// @param guess what guessing gives on the validation set
/// @param lookUp what a network reaches on the validation set which knows nothing but f(a,b) =
///     f(b,a) of the examples it has trained on; empty where the task has no such symmetry. Up to
///     it (and what is clear above) is still the plateau
/// @param clear difference that counts as clear rather than noise
public record PhaseThresholds(
    double train,
    double validation,
    double trainGuess,
    double guess,
    OptionalDouble lookUp,
    double clear) {

  /// @param used baselines with nothing missing that the criterion needs
  static PhaseThresholds of(RunCriterion run, Map<String, Baseline> used) {
    var criterion = run.criterion();
    var unseen = used.getOrDefault(Probe.VALIDATION, Baseline.UNKNOWN);
    var lookUp = criterion.lookUp(unseen);
    return new PhaseThresholds(
        criterion.score(run.thresholds().train()),
        criterion.score(run.thresholds().validation()),
        criterion.score(criterion.guessing(used.getOrDefault(Probe.TRAIN, Baseline.UNKNOWN))),
        criterion.score(criterion.guessing(unseen)),
        lookUp.isPresent()
            ? OptionalDouble.of(criterion.score(lookUp.getAsDouble()))
            : OptionalDouble.empty(),
        criterion.clear());
  }

  /// What can be had on the validation set without having learned the rule.
  public double free() {
    return Math.max(guess, lookUp.orElse(guess));
  }
}
