package groklab.monitor.diagnosis;

import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.Delay;
import groklab.lab.criterion.LossShare;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.monitor.forecast.Forecast;
import groklab.monitor.log.StepUnit;
import groklab.monitor.series.ValidationSet;
import java.util.List;
import java.util.Locale;
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
/// @param standing where the sets are now
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
    Optional<Best> best,
    Standing standing) {
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

  /// Whether the name is about a plateau, so that time may change it.
  public boolean isOnPlateau() {
    return condition == Condition.MAY_GROK || condition == Condition.ORDINARY_OVERFITTING;
  }

  /// Where it stands and how it came there, for one line.
  ///
  /// @param unit of the steps
  public String inShort(StepUnit unit) {
    StringBuilder text = new StringBuilder(standing.words(criterion.criterion()));
    memorised.first().ifPresent(step -> text.append(times("memorised", unit, step)));
    generalised.first().ifPresent(step -> text.append(times("generalised", unit, step)));
    plateau
        .flatMap(Plateau::early)
        .ifPresent(sentence -> text.append(". ").append(sentence.replaceAll("\\.$", "")));
    return text.toString();
  }

  private static String times(String what, StepUnit unit, long step) {
    return String.format(Locale.ROOT, "; %s by %s %,d", what, unit.one(), step);
  }

  /// T_grok / T_mem; empty = one of them is not there.
  public OptionalDouble delayRatio() {
    return Delay.between(memorised.first(), generalised.first()).ratio();
  }
}
