package groklab.monitor.diagnosis;

import groklab.lab.criterion.Criterion;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Where validation was better than it is now.
///
/// @param step of its best value, the first of several
/// @param value of the criterion there
public record Best(long step, double value) {
  private static final int LAST = 8;

  /// Of what there is to gain between guessing and the threshold; a choice of ours.
  private static final double CLEARLY = 0.03;

  /// @return empty = the median of the last points is about as good as the best of all
  static Optional<Best> of(List<Probe> probes, RunCriterion run) {
    List<Probe> measured =
        probes.stream().filter(each -> run.isMeasured(each, Probe.VALIDATION)).toList();
    Criterion criterion = run.criterion();
    ToDoubleFunction<Probe> score = each -> criterion.score(run.value(each, Probe.VALIDATION));
    double room =
        criterion.score(run.thresholds().validation())
            - criterion.score(criterion.guessing(run.baseline(Probe.VALIDATION)));
    double now =
        median(
            measured.subList(Math.max(0, measured.size() - LAST), measured.size()).stream()
                .mapToDouble(score)
                .toArray());
    return measured.stream()
        .filter(each -> Double.isFinite(score.applyAsDouble(each)))
        .max(Comparator.comparingDouble(score).thenComparingLong(each -> -each.step()))
        .filter(each -> score.applyAsDouble(each) - now > CLEARLY * Math.abs(room))
        .map(each -> new Best(each.step(), run.value(each, Probe.VALIDATION)));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
