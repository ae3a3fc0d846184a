package groklab.monitor.diagnosis;

import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.Delay;
import groklab.lab.criterion.LossShare;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.monitor.forecast.Forecast;
import groklab.monitor.series.ValidationSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a log says of its run, by one validation set.
///
/// @param set that it was judged by; empty = the log has none
/// @param criterion what "memorised" and "generalised" mean in it
/// @param evidence sentences with the numbers
/// @param confidence in (0, 1) that the condition is named right, see [Diagnoser]
/// @param memorised T_mem
/// @param generalised T_grok
/// @param plateau what its plateau looks like; empty = it is on none
/// @param forecast when it will generalise; empty = it is on no plateau, or has no accuracies
/// @param best where validation was better than it is now; empty = it is as good as ever
public record Diagnosis(
    Optional<ValidationSet> set,
    RunCriterion criterion,
    Condition condition,
    List<String> evidence,
    double confidence,
    Crossing memorised,
    Crossing generalised,
    List<PhaseSpan> phases,
    List<Sighting> sightings,
    Optional<Plateau> plateau,
    Optional<Forecast> forecast,
    Optional<Best> best) {
  public Diagnosis {
    evidence = List.copyOf(evidence);
    phases = List.copyOf(phases);
    sightings = List.copyOf(sightings);
  }

  /// Whether no accuracy was logged of the set, so that "memorised" and "generalised" are shares of
  /// the first loss.
  public boolean isFromLosses() {
    return criterion.criterion().name().equals(new LossShare().name());
  }

  /// T_grok / T_mem; empty = one of them is not there.
  public OptionalDouble delayRatio() {
    return Delay.between(memorised.first(), generalised.first()).ratio();
  }
}
