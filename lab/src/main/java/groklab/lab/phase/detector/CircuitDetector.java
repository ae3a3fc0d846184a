package groklab.lab.phase.detector;

import groklab.lab.phase.Evidence;
import groklab.lab.phase.Phase;
import groklab.lab.phase.Sighting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds circuit formation (arXiv 2301.05217): once the training set is fit, and while
/// validation has not moved, the excluded loss (training examples without the key frequencies)
/// rises and the restricted loss (key frequencies alone) falls. Each must have moved by a factor of
/// two from its extreme since the fit, the same factor that is clear for losses elsewhere; it is
/// dated at the later one of the two extremes, where both began to move.
///
/// It ends when validation leaves its plateau. Both measures must be there; a plateau without them
/// keeps its name, and nothing is said of what goes on inside.
final class CircuitDetector implements SightingDetector {
  static final String RESTRICTED = "fourier.restrictedLoss";
  static final String EXCLUDED = "fourier.excludedLoss";
  private static final double CLEAR = 2;

  private final Episodes episodes = new Episodes();
  private double lowestExcluded = Double.POSITIVE_INFINITY;
  private double highestRestricted = Double.NEGATIVE_INFINITY;
  private long excludedTurned;
  private long restrictedTurned;

  @Override
  public List<Sighting> accept(Observation observation) {
    if (!isReady(observation)) {
      return List.of();
    }
    if (!isStill(observation)) {
      return episodes.end(observation.step()).map(List::of).orElse(List.of());
    }
    if (!observation.has(RESTRICTED) || !observation.has(EXCLUDED)) {
      return List.of();
    }
    double excluded = observation.probe().value(EXCLUDED);
    double restricted = observation.probe().value(RESTRICTED);
    follow(observation.step(), excluded, restricted);
    boolean forming = excluded >= CLEAR * lowestExcluded && restricted <= highestRestricted / CLEAR;
    Optional<Sighting> change =
        forming
            ? episodes.seen(
                Sighting.Kind.CIRCUIT_FORMATION,
                Math.max(excludedTurned, restrictedTurned),
                () -> evidence(observation, excluded, restricted),
                1)
            : episodes.notSeen(observation.step());
    return change.map(List::of).orElse(List.of());
  }

  @Override
  public List<Sighting> sightings() {
    return episodes.all();
  }

  /// Whether one has been seen, for what follows it.
  boolean any() {
    return episodes.any();
  }

  private void follow(long step, double excluded, double restricted) {
    if (excluded < lowestExcluded) {
      lowestExcluded = excluded;
      excludedTurned = step;
    }
    if (restricted > highestRestricted) {
      highestRestricted = restricted;
      restrictedTurned = step;
    }
  }

  /// The training set is fit, or there is nothing to tell it from.
  private static boolean isReady(Observation observation) {
    return observation
        .context()
        .map(context ->
            context.reading().train().isEmpty() || context.timeline().fitSince().isPresent())
        .orElse(true);
  }

  private static boolean isStill(Observation observation) {
    return observation
        .context()
        .map(context ->
            context.reading().validation().isEmpty()
                || context.timeline().phase().filter(Phase.PLATEAU::equals).isPresent())
        .orElse(true);
  }

  private Evidence evidence(Observation observation, double excluded, double restricted) {
    var evidence =
        Evidence.of(
            String.format(
                Locale.ROOT,
                "excluded loss has risen from %.3g to %.3g, restricted loss has fallen from %.3g to"
                    + " %.3g",
                lowestExcluded,
                excluded,
                highestRestricted,
                restricted),
            observation.values(EXCLUDED, RESTRICTED));
    return observation.isBlind()
        ? evidence.without(
            "without a validation set it could not be told whether validation has moved")
        : evidence;
  }
}
