package groklab.lab.phase;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.statistics.descriptive.Median;

/// Whether a run has shown what it is when its steps are over. One whose budget ended while it was
/// learning has not: in its transition, or with a set that is not learnt yet clearly better than at
/// half of its steps ([groklab.lab.criterion.Criterion#clear]). The rule is ours; a verdict goes by
/// the two times alone and calls such a run a memorising one.
public final class OpenEnd {
  /// The reason of a run that took all steps of its budget.
  public static final String BUDGET = "budget";

  private static final int LAST = 3;

  private final RunCriterion criterion;
  private final List<Probe> probes;

  private OpenEnd(RunCriterion criterion, List<Probe> probes) {
    this.criterion = criterion;
    this.probes = probes;
  }

  /// Whether more of the same might have ended otherwise.
  ///
  /// @param reason why the run ended; only a spent `budget` cuts something off
  /// @param phases of the whole run
  public static boolean isOpen(
      RunCriterion criterion,
      List<Probe> probes,
      String reason,
      OptionalLong memorised,
      OptionalLong generalised,
      List<PhaseSpan> phases) {
    var end = new OpenEnd(criterion, probes);
    return reason.equals(BUDGET)
        && generalised.isEmpty()
        && (endsInTransition(phases)
            || end.rises(Probe.VALIDATION)
            || (memorised.isEmpty() && end.rises(Probe.TRAIN)));
  }

  /// Whether the last phase is the climb to the threshold.
  public static boolean endsInTransition(List<PhaseSpan> phases) {
    return !phases.isEmpty() && phases.getLast().phase() == Phase.TRANSITION;
  }

  private boolean rises(String set) {
    if (probes.isEmpty()) {
      return false;
    }
    long half = probes.getLast().step() / 2;
    List<Probe> early = probes.stream().filter(at -> at.step() <= half).toList();
    return late(probes, set) - late(early, set) >= criterion.criterion().clear();
  }

  /// The score of a set at the end of some probes: the median of the last ones, since one alone may
  /// lie in a slingshot. NaN without any.
  private double late(List<Probe> until, String set) {
    double[] scores =
        until.stream()
            .filter(probe -> criterion.isMeasured(probe, set))
            .mapToDouble(probe -> criterion.criterion().score(criterion.value(probe, set)))
            .toArray();
    int from = Math.max(0, scores.length - LAST);
    return Median.withDefaults().evaluate(Arrays.copyOfRange(scores, from, scores.length));
  }
}
