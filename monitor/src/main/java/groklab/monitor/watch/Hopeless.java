package groklab.monitor.watch;

import groklab.monitor.diagnosis.Condition;
import groklab.monitor.diagnosis.Diagnosis;
import java.util.List;

/// When going on is not worth its price. A flat validation curve is not enough: that is what every
/// run on a grokking plateau has.
///
/// @param patience an overfitted run is given up when it has gone on for this many times the steps
///     that it took to memorise; at least 1
public record Hopeless(double patience) {
  /// A choice of ours: docs/how-to/watch.md says what smaller ones would have ended and lost.
  public static final double USUAL = 100;

  /// @param last the newest step of the log
  /// @return whether every validation set is lost: training has diverged, no gradient is left, or
  ///     the set is overfitted and the patience is spent
  public boolean holds(List<Diagnosis> diagnoses, long last) {
    return diagnoses.stream().allMatch(each -> isLost(each, last));
  }

  private boolean isLost(Diagnosis diagnosis, long last) {
    Condition condition = diagnosis.condition();
    if (condition == Condition.DIVERGED || condition == Condition.NUMERICAL_COLLAPSE) {
      return true;
    }
    double fit = Math.max(1, diagnosis.memorised().first().orElse(Long.MAX_VALUE));
    return condition == Condition.ORDINARY_OVERFITTING && last >= patience * fit;
  }
}
