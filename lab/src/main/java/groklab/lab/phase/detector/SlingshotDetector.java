package groklab.lab.phase.detector;

import groklab.lab.phase.Evidence;
import groklab.lab.phase.Search;
import groklab.lab.phase.Sighting;
import groklab.lab.probe.Probe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Finds slingshots (arXiv 2206.04817): after the training set is fit, the last layer's norm grows
/// fast, the training loss spikes with some training errors, and the norm rests. One such cycle is
/// one sighting, dated at the spike.
///
/// The paper gives no thresholds; these are ours, fixed before any trace was looked at. Fast growth
/// = d ln(norm)/d step above the 90th percentile of the 30 intervals before (at least five), and 2
/// % in all. A growth is measured by the 30 intervals before it began, and not by itself: else one
/// that lasts for more than 30 probes would be its own yardstick, and the closer the probes, the
/// less would be seen (as was so until such a run was looked at). Spike = within five probes of
/// fast growth, training loss above ten times its usual level ([TrainLoss]), and a train accuracy
/// below 1 where it is known at the spike. Rest = within ten probes of the spike, |d ln(norm)/d
/// step| below a tenth of the growth. A spike without growth, growth without a spike, and a bump of
/// the validation curve are no slingshots.
final class SlingshotDetector implements SightingDetector {
  private static final String NORM = "weights.l2";
  private static final String USUAL = "unembed.W_U";
  private static final int WINDOW = 30;
  private static final int SMALLEST_WINDOW = 5;
  private static final double FAST = 0.9;
  private static final double GROWTH = 0.02;
  private static final int PROBES_TO_SPIKE = 5;
  private static final int PROBES_TO_REST = 10;
  private static final double REST = 0.1;
  private static final double CONFIDENCE = 0.8;

  private KnownRun known;
  private final List<Sighting> seen = new ArrayList<>();
  private final Deque<Double> rates = new ArrayDeque<>();
  private final TrainLoss losses = new TrainLoss();
  private long probes;
  private @Nullable String tensor;
  private @Nullable Point before;
  private @Nullable Growth growth;

  private record Point(long step, double norm) {}

  /// A cycle under way.
  private static final class Growth {
    final Point from;
    final double usual;
    double fastest;
    int probesSince;
    @Nullable Observation spike;
    Evidence because = Evidence.of("");

    /// @param usual the rate that it exceeds
    Growth(Point from, double usual) {
      this.from = from;
      this.usual = usual;
    }
  }

  SlingshotDetector(KnownRun known) {
    this.known = known;
  }

  /// What is known from now on.
  void know(KnownRun now) {
    known = now;
  }

  @Override
  public List<Sighting> accept(Observation observation) {
    choose(observation);
    boolean fit =
        observation
            .context()
            .map(context -> context.timeline().fitSince().isPresent())
            .orElse(false);
    if (!fit || tensor == null || !observation.has(tensor) || !TrainLoss.isIn(observation)) {
      return List.of();
    }
    probes++;
    var now = new Point(observation.step(), observation.probe().value(tensor));
    double loss = TrainLoss.highest(observation);
    var found = before == null ? Optional.<Sighting>empty() : judge(observation, before, now, loss);
    if (before != null) {
      push(rate(before, now));
    }
    losses.push(loss);
    before = now;
    found.ifPresent(seen::add);
    return found.map(List::of).orElse(List.of());
  }

  @Override
  public List<Sighting> sightings() {
    return List.copyOf(seen);
  }

  private Optional<Sighting> judge(Observation observation, Point from, Point now, double loss) {
    double rate = rate(from, now);
    if (growth != null && growth.spike != null) {
      return rest(growth, rate);
    }
    if (isFast(rate)) {
      growth = growth == null ? new Growth(from, percentile(rates, FAST)) : growth;
      growth.fastest = Math.max(growth.fastest, rate);
      growth.probesSince = 0;
    } else if (growth != null && ++growth.probesSince > PROBES_TO_SPIKE) {
      growth = null;
    }
    if (growth != null
        && isSpike(observation, loss)
        && now.norm >= (1 + GROWTH) * growth.from.norm) {
      growth.spike = observation;
      growth.because = evidence(observation, growth, now, loss);
      growth.probesSince = 0;
    }
    return Optional.empty();
  }

  private boolean isFast(double rate) {
    if (rate <= 0 || rates.size() < SMALLEST_WINDOW) {
      return false;
    }
    return rate > (growth == null ? percentile(rates, FAST) : growth.usual);
  }

  private Optional<Sighting> rest(Growth cycle, double rate) {
    var spike = cycle.spike;
    if (spike != null && Math.abs(rate) < REST * cycle.fastest) {
      growth = null;
      return Optional.of(
          new Sighting(
              Sighting.Kind.SLINGSHOT,
              spike.step(),
              OptionalLong.empty(),
              cycle.because,
              CONFIDENCE * StrictMath.pow(0.5, cycle.because.unknown().size())));
    }
    if (++cycle.probesSince > PROBES_TO_REST) {
      growth = null;
    }
    return Optional.empty();
  }

  private boolean isSpike(Observation observation, double loss) {
    return losses.isSpike(loss)
        && (errorsAreUnknown(observation) || observation.probe().value(Probe.TRAIN_ACCURACY) < 1);
  }

  /// Of a spike between two probes nobody knows what it cost.
  private boolean errorsAreUnknown(Observation observation) {
    return !observation.has(Probe.TRAIN_ACCURACY)
        || !losses.isSpike(observation.probe().value(Probe.TRAIN_LOSS));
  }

  private Evidence evidence(Observation observation, Growth cycle, Point now, double loss) {
    var evidence =
        Evidence.of(
            String.format(
                Locale.ROOT,
                "%s grew from %.4g at step %,d to %.4g, then the training loss rose to %.3g, %.0f"
                    + " times its median, and the norm came to rest",
                tensorName(),
                cycle.from.norm,
                cycle.from.step,
                now.norm,
                loss,
                loss / losses.usual()),
            observation.values(
                tensorName(), Probe.TRAIN_LOSS, Probe.TRAIN_LOSS_MAX, Probe.TRAIN_ACCURACY));
    if (tensorName().equals(NORM)) {
      evidence =
          evidence.without(
              "without the last layer's norm, that of all weights had to stand for it");
    }
    if (errorsAreUnknown(observation)) {
      evidence =
          evidence.without(
              "without the train accuracy at the spike it could not be told whether examples were"
                  + " lost");
    }
    return known.weightDecay().orElse(0) > 0
        ? evidence.without(
            "with weight decay, under which arXiv 2206.04817 saw none, another cause of the spike"
                + " is likely")
        : evidence;
  }

  private String tensorName() {
    return tensor == null ? NORM : tensor;
  }

  /// Whether a measure is a norm that slingshots could be seen in.
  static boolean isNorm(String measure) {
    return measure.startsWith(NORM);
  }

  @Override
  public Optional<Search> search() {
    String words =
        probes > 0
            ? String.format(
                Locale.ROOT,
                "looked for in %s at %,d probes with a fit training set: %s",
                tensorName(),
                probes,
                seen.isEmpty() ? "none seen" : String.format(Locale.ROOT, "%,d seen", seen.size()))
            : tensor == null
                ? "not looked for: no norm of weights (%s) was recorded".formatted(NORM)
                : "not looked for: the training set was never fit, or %s is missing"
                    .formatted(Probe.TRAIN_LOSS);
    return Optional.of(new Search(Sighting.Kind.SLINGSHOT, words));
  }

  /// The told tensor, that of the usual name, or all weights until one of the two is seen.
  private void choose(Observation observation) {
    if (tensor != null && !tensor.equals(NORM)) {
      return;
    }
    String told = NORM + "." + known.lastLayer().orElse(USUAL);
    String found = observation.has(told) ? told : NORM + "." + USUAL;
    if (observation.has(found)) {
      tensor = found;
      before = null;
      growth = null;
      rates.clear();
    } else if (observation.has(NORM)) {
      tensor = NORM;
    }
  }

  private static double rate(Point from, Point to) {
    return StrictMath.log(to.norm / from.norm) / (to.step - from.step);
  }

  private void push(double rate) {
    rates.addLast(rate);
    if (rates.size() > WINDOW) {
      rates.removeFirst();
    }
  }

  /// The smallest value that at least this share of the window does not exceed.
  private static double percentile(Deque<Double> window, double share) {
    double[] sorted = window.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
