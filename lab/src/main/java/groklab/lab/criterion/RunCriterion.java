package groklab.lab.criterion;

import groklab.lab.probe.Probe;
import java.util.Map;

/// The criterion of one run, with its thresholds and what is known of its sets of examples.
///
/// @param baselines set (`train`, `validation`) to its baseline; a set that is missing is one of
///     which nothing is known
public record RunCriterion(
    Criterion criterion, Thresholds thresholds, Map<String, Baseline> baselines) {

  public RunCriterion {
    baselines = Map.copyOf(baselines);
  }

  /// With the usual thresholds, for a run of which nothing is known.
  public static RunCriterion usual(Criterion criterion) {
    return new RunCriterion(criterion, criterion.thresholds(), Map.of());
  }

  public Baseline baseline(String set) {
    return baselines.getOrDefault(set, Baseline.UNKNOWN);
  }

  /// The name of its values of a set among the measures: `train.accuracy`, `train.loss-share`.
  public String column(String set) {
    return set + "." + criterion.name();
  }

  /// Whether a probe has what the value of a set is made of.
  public boolean isMeasured(Probe probe, String set) {
    return probe.values().keySet().containsAll(criterion.measures(set));
  }

  /// The value of a set at a probe, NaN if it was not measured.
  public double value(Probe probe, String set) {
    return isMeasured(probe, set) ? criterion.value(probe, set, baseline(set)) : Double.NaN;
  }

  /// Whether a value of a set is at its threshold or beyond it; NaN never is.
  public boolean isReached(String set, double value) {
    return criterion.direction().isReached(value, thresholds.of(set));
  }

  /// Finds when a set reached its threshold.
  public CrossingDetector crossing(String set) {
    return new CrossingDetector(value -> isReached(set, value), criterion.stability());
  }
}
