package groklab.lab.phase.detector;

import groklab.lab.phase.Evidence;
import groklab.lab.phase.Sighting;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds cleanup (arXiv 2301.05217): the sum of squared weights drops sharply, because the
/// parts that memorised are decayed away.
///
/// Sharply = over the last three intervals between probes it falls at least as fast as 1/step
/// (slope −1 of logarithm against logarithm, so the rule does not depend on the length of a run),
/// and by a fifth in all. The slow decline during circuit formation (arXiv 2309.02390) has a slope
/// of a few tenths. It has ended when the slope has been above −1/2 for three probes.
///
/// With Fourier measures it is looked for only after circuit formation. Without them only while
/// validation is leaving its plateau, or where there is no validation set, and then with a
/// confidence of at most 0.5: runs that only memorise show as sharp a drop with weight decay, once
/// their training loss has reached the floor of its precision and nothing holds the weights up any
/// more (our own runs with 10 % of addition mod 59 and with 40 % of addition mod 17 do).
final class CleanupDetector implements SightingDetector {
  static final String NORM = "weights.l2";
  private static final double SHARP = -1;
  private static final double OVER = -0.5;
  private static final double DROP = 0.8;
  private static final double WITHOUT_FOURIER = 0.5;

  private final CircuitDetector circuits;
  private final Deque<Point> latest = new ArrayDeque<>();
  private final Episodes episodes = new Episodes();
  private @Nullable Point top;
  private boolean fourierSeen;

  private record Point(long step, double squares) {}

  CleanupDetector(CircuitDetector circuits) {
    this.circuits = circuits;
  }

  @Override
  public List<Sighting> accept(Observation observation) {
    fourierSeen |=
        observation.has(CircuitDetector.EXCLUDED) && observation.has(CircuitDetector.RESTRICTED);
    if (!observation.has(NORM) || observation.step() == 0) {
      return List.of();
    }
    double norm = observation.probe().value(NORM);
    var now = new Point(observation.step(), norm * norm);
    latest.addLast(now);
    if (latest.size() <= Episodes.PROBES) {
      return List.of();
    }
    var from = latest.removeFirst();
    return judge(observation, from, now).map(List::of).orElse(List.of());
  }

  @Override
  public List<Sighting> sightings() {
    return episodes.all();
  }

  private Optional<Sighting> judge(Observation observation, Point from, Point now) {
    double slope =
        StrictMath.log(now.squares / from.squares) / StrictMath.log((double) now.step / from.step);
    boolean going = !episodes.all().isEmpty() && episodes.all().getLast().until().isEmpty();
    if (!(slope <= (going ? OVER : SHARP)) || !isReady(observation)) {
      top = null;
      return episodes.notSeen(observation.step());
    }
    if (top == null) {
      top = from;
    }
    var start = top;
    return going || now.squares <= DROP * start.squares
        ? episodes.seen(
            Sighting.Kind.CLEANUP,
            start.step,
            () -> evidence(observation, start, now),
            fourierSeen ? 1 : WITHOUT_FOURIER)
        : Optional.empty();
  }

  private boolean isReady(Observation observation) {
    if (fourierSeen) {
      return circuits.any();
    }
    return observation
        .context()
        .map(context ->
            context.reading().validation().isEmpty() || context.timeline().leftSince().isPresent())
        .orElse(true);
  }

  private Evidence evidence(Observation observation, Point start, Point now) {
    var evidence =
        Evidence.of(
            String.format(
                Locale.ROOT,
                "the sum of squared weights has fallen from %.4g at step %,d to %.4g, faster than"
                    + " 1/step",
                start.squares,
                start.step,
                now.squares),
            observation.values(NORM));
    return fourierSeen
        ? evidence
        : evidence.without(
            "without Fourier measures it could not be told from the plain decay of weights that"
                + " nothing holds up any more");
  }
}
