package groklab.lab.phase;

import groklab.lab.probe.Probe;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The verdict of arXiv 2205.10343, which stands beside ours under its own name: with t_train and
/// t_val the first steps with an accuracy *above* 0.9, confusion = t_train never; memorisation =
/// t_train, but t_val never; grokking = both and t_val − t_train ≥ 1,000; comprehension = both and
/// less.
///
/// The delay is a number of steps, made for the paper's budget of 1e5: a run that memorises at step
/// 160 and generalises at 650 is comprehension by it, and every slow smooth curve is grokking. (For
/// MNIST the paper uses 0.6 for validation, and one panel of its figures a delay of 2,000.)
public final class Liu2022Rule {
  private static final double ACCURACY = 0.9;
  private static final long DELAY = 1000;

  private Liu2022Rule() {}

  /// Empty of a run without accuracies: the rule is about nothing else.
  public static Optional<Verdict> verdict(List<Probe> probes) {
    boolean hasAccuracies =
        probes.stream().anyMatch(probe -> probe.values().containsKey(Probe.TRAIN_ACCURACY));
    return hasAccuracies ? Optional.of(judge(probes)) : Optional.empty();
  }

  private static Verdict judge(List<Probe> probes) {
    var train = firstAbove(probes, Probe.TRAIN_ACCURACY);
    var validation = firstAbove(probes, Probe.VALIDATION_ACCURACY);
    if (train.isEmpty()) {
      return Verdict.CONFUSION;
    }
    if (validation.isEmpty()) {
      return Verdict.MEMORISATION;
    }
    return validation.getAsLong() - train.getAsLong() >= DELAY
        ? Verdict.GROKKING
        : Verdict.COMPREHENSION;
  }

  private static OptionalLong firstAbove(List<Probe> probes, String measure) {
    return probes.stream()
        .filter(probe -> probe.valueOrNaN(measure) > ACCURACY)
        .mapToLong(Probe::step)
        .findFirst();
  }
}
