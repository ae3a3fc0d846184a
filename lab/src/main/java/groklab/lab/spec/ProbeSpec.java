package groklab.lab.spec;

import groklab.lab.criterion.Criterion;
import groklab.lab.kind.Check;
import java.util.List;

/// What is measured, and how densely.
///
/// @param measures names of measures or groups; `default` is the standard group
/// @param density probes per unit of the standard grid: 1 = standard, 2 = twice as many
/// @param criterion by what the run is judged: what "memorised" and "generalised" mean
/// @param trainThreshold tau of T_mem, on the criterion of the training set
/// @param validationThreshold tau of T_grok, on the criterion of the validation set
/// @param trace whether the training loss of every step is kept
public record ProbeSpec(
    List<String> measures,
    double density,
    Criterion criterion,
    double trainThreshold,
    double validationThreshold,
    boolean trace) {

  /// More probes than this per unit of the standard grid would be a probe at nearly every step.
  private static final double MAX_DENSITY = 1000;

  public ProbeSpec {
    measures = List.copyOf(measures);
    Check.that(
        !measures.isEmpty() && measures.stream().noneMatch(String::isBlank),
        "probes.measures",
        measures,
        "at least one name of a measure or group",
        "[\"default\"]");
    Check.that(
        measures.stream().distinct().count() == measures.size(),
        "probes.measures",
        measures,
        "every name once",
        "[\"default\"]");
    Check.that(
        density > 0 && density <= MAX_DENSITY,
        "probes.density",
        density,
        "a number above 0 and at most 1000",
        "1.0");
    Check.share(trainThreshold, "probes.trainThreshold", "0.99");
    Check.share(validationThreshold, "probes.validationThreshold", "0.95");
  }
}
