package groklab.lab.phase;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Watches for circuit formation (arXiv 2301.05217): once the training set is fit, and while
/// validation has not moved, the excluded loss (training examples without the key frequencies)
/// rises and the restricted loss (key frequencies alone) falls. Each must have moved by a factor of
/// two from its extreme since the fit, the same factor that is clear for losses elsewhere; it is
/// dated at the later one of the two extremes, where both began to move.
///
/// It ends when validation leaves its plateau. Both measures must be there; a plateau without them
/// keeps its name, and nothing is said of what goes on inside.
final class CircuitWatch implements Watch {
  static final String RESTRICTED = "fourier.restrictedLoss";
  static final String EXCLUDED = "fourier.excludedLoss";
  private static final double CLEAR = 2;

  private final Episodes episodes = new Episodes();
  private double lowestExcluded = Double.POSITIVE_INFINITY;
  private double highestRestricted = Double.NEGATIVE_INFINITY;
  private long excludedTurned;
  private long restrictedTurned;

  @Override
  public List<Sighting> accept(Look look) {
    if (!isReady(look)) {
      return List.of();
    }
    if (!isStill(look)) {
      return episodes.end(look.step()).map(List::of).orElse(List.of());
    }
    if (!look.has(RESTRICTED) || !look.has(EXCLUDED)) {
      return List.of();
    }
    double excluded = look.probe().value(EXCLUDED);
    double restricted = look.probe().value(RESTRICTED);
    follow(look.step(), excluded, restricted);
    boolean forming = excluded >= CLEAR * lowestExcluded && restricted <= highestRestricted / CLEAR;
    Optional<Sighting> change =
        forming
            ? episodes.seen(
                Sighting.Kind.CIRCUIT_FORMATION,
                Math.max(excludedTurned, restrictedTurned),
                () -> evidence(look, excluded, restricted),
                1)
            : episodes.notSeen(look.step());
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
  private static boolean isReady(Look look) {
    return look.judged()
        .map(judged -> judged.reading().train().isEmpty() || judged.strip().fitSince().isPresent())
        .orElse(true);
  }

  private static boolean isStill(Look look) {
    return look.judged()
        .map(judged ->
            judged.reading().validation().isEmpty()
                || judged.strip().phase().filter(Phase.PLATEAU::equals).isPresent())
        .orElse(true);
  }

  private Evidence evidence(Look look, double excluded, double restricted) {
    var values = new LinkedHashMap<String, Double>();
    values.put(EXCLUDED, excluded);
    values.put(RESTRICTED, restricted);
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
            values);
    boolean blind =
        look.judged().map(judged -> judged.reading().validation().isEmpty()).orElse(true);
    return blind
        ? evidence.without(
            "without a validation set it could not be told whether validation has moved")
        : evidence;
  }
}
