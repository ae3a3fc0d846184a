package groklab.lab.criterion;

import groklab.lab.probe.Probe;
import java.util.Map;

/// Criteria of runs of which one thing is known.
public final class KnownRuns {
  private KnownRuns() {}

  /// With the usual thresholds and one baseline for both sets.
  public static RunCriterion judged(Criterion criterion, Baseline baseline) {
    return new RunCriterion(
        criterion,
        criterion.thresholds(),
        Map.of(Probe.TRAIN, baseline, Probe.VALIDATION, baseline));
  }
}
