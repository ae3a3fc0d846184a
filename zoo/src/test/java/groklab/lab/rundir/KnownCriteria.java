package groklab.lab.rundir;

import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.Criterion;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import java.util.Map;

/// Criteria of runs of which one thing is known.
public final class KnownCriteria {
  private KnownCriteria() {}

  /// With the usual thresholds and one baseline for both sets.
  public static RunCriterion judged(Criterion criterion, Baseline baseline) {
    return new RunCriterion(
        criterion,
        criterion.thresholds(),
        Map.of(Probe.TRAIN, baseline, Probe.VALIDATION, baseline));
  }
}
