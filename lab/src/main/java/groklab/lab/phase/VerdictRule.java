package groklab.lab.phase;

import groklab.lab.probe.Probe;
import java.util.List;
import java.util.OptionalLong;

/// The rule that turns two accuracy curves into a verdict (arXiv 2205.10343): with t_train and
/// t_val the first steps with an accuracy *above* the thresholds, confusion = t_train never;
/// memorisation = t_train, but t_val never; grokking = both and t_val − t_train ≥ delay;
/// comprehension = both and less.
///
/// A verdict depends on the budget (the paper: 1e5 steps), on the thresholds and on the probe grid;
/// none of them means anything without the others. It says nothing about what the network computes,
/// and it looks at first crossings only: a run that generalised and collapsed is still "grokking".
///
/// @param trainAccuracy threshold of t_train, in (0, 1]; the comparison is strict, so 1 is never
///     passed
/// @param validationAccuracy threshold of t_val
/// @param delay steps from which on a delay counts as grokking
public record VerdictRule(double trainAccuracy, double validationAccuracy, long delay) {

  /// The paper's thresholds for its toy model and transformer. (For MNIST it uses 0.6 for
  /// validation; its published figures use delays of 1,000 and, in one panel, 2,000.)
  public static final VerdictRule LIU2022 = new VerdictRule(0.9, 0.9, 1000);

  public Verdict verdict(List<Probe> probes) {
    var train = firstAbove(probes, Probe.TRAIN_ACCURACY, trainAccuracy);
    var validation = firstAbove(probes, Probe.VALIDATION_ACCURACY, validationAccuracy);
    if (train.isEmpty()) {
      return Verdict.CONFUSION;
    }
    if (validation.isEmpty()) {
      return Verdict.MEMORISATION;
    }
    return validation.getAsLong() - train.getAsLong() >= delay
        ? Verdict.GROKKING
        : Verdict.COMPREHENSION;
  }

  private static OptionalLong firstAbove(List<Probe> probes, String measure, double threshold) {
    return probes.stream()
        .filter(probe -> probe.valueOrNaN(measure) > threshold)
        .mapToLong(Probe::step)
        .findFirst();
  }
}
