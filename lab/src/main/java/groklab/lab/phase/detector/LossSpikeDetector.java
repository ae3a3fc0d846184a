package groklab.lab.phase.detector;

import groklab.lab.phase.Evidence;
import groklab.lab.phase.Search;
import groklab.lab.phase.Sighting;
import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Finds short spikes of the training loss after the training set was fit, whatever the weights do:
/// a [SlingshotDetector] asks for more, and can say nothing where no norms are recorded.
///
/// Spike = above ten times its usual level ([TrainLoss]), and back below that within ten probes. A
/// loss that stays up has risen, which is no spike. All spikes are one sighting, told when the
/// first is over; it has ended when there was no other for 30 probes and for as many steps as up to
/// the last one.
final class LossSpikeDetector implements SightingDetector {
  private static final int PROBES_TO_RETURN = 10;
  private static final int PROBES_TO_END = 30;

  private final List<Sighting> ended = new ArrayList<>();
  private final TrainLoss losses = new TrainLoss();
  private final List<Double> atProbes = new ArrayList<>();
  private final List<Double> highest = new ArrayList<>();
  private OptionalLong since = OptionalLong.empty();
  private OptionalLong last = OptionalLong.empty();
  private long probes;
  private long widest;
  private long spikes;
  private boolean ofAllSteps = true;
  private boolean withNorms;
  private @Nullable Spike spike;
  private @Nullable Series series;

  /// A loss that is up, and that has to come down again.
  private static final class Spike {
    final long step;
    final double usual;
    double highest;
    int probes = 1;

    Spike(long step, double usual, double highest) {
      this.step = step;
      this.usual = usual;
      this.highest = highest;
    }
  }

  /// The spikes of one sighting.
  private static final class Series {
    final long from;
    long until;
    long count;
    int probesSince;
    Spike highest;

    Series(Spike first) {
      this.from = first.step;
      this.highest = first;
    }

    /// Whether it has ended by the probe of this step, which is no spike.
    boolean hasEnded(long step) {
      probesSince++;
      return probesSince >= PROBES_TO_END && step >= 2 * until;
    }

    void add(Spike next, long end) {
      count++;
      until = end;
      probesSince = 0;
      highest = next.highest / next.usual > highest.highest / highest.usual ? next : highest;
    }
  }

  @Override
  public List<Sighting> accept(Observation observation) {
    boolean fit =
        observation
            .context()
            .map(context -> context.timeline().fitSince().isPresent())
            .orElse(false);
    if (!fit || !TrainLoss.isIn(observation)) {
      return List.of();
    }
    look(observation);
    double loss = TrainLoss.highest(observation);
    var news = new ArrayList<Sighting>();
    if (spike != null) {
      follow(spike, observation.step(), loss, news);
    } else if (losses.isSpike(loss)) {
      spike = new Spike(observation.step(), losses.usual(), loss);
    } else if (series != null && series.hasEnded(observation.step())) {
      var over = sighting(series).endedAt(series.until);
      series = null;
      ended.add(over);
      news.add(over);
    }
    losses.push(loss);
    return news;
  }

  private void look(Observation observation) {
    since = since.isPresent() ? since : OptionalLong.of(observation.step());
    if (last.isPresent()) {
      widest = Math.max(widest, observation.step() - last.getAsLong());
    }
    last = OptionalLong.of(observation.step());
    probes++;
    ofAllSteps &= TrainLoss.isOfAllSteps(observation);
    atProbes.add(observation.probe().value(Probe.TRAIN_LOSS));
    highest.add(TrainLoss.highest(observation));
    withNorms |= observation.probe().values().keySet().stream().anyMatch(SlingshotDetector::isNorm);
  }

  private void follow(Spike up, long step, double loss, List<Sighting> news) {
    if (loss <= TrainLoss.SPIKE * up.usual) {
      spike = null;
      spikes++;
      if (series == null) {
        series = new Series(up);
        series.add(up, step);
        news.add(sighting(series));
      } else {
        series.add(up, step);
      }
    } else if (++up.probes > PROBES_TO_RETURN) {
      spike = null;
    } else {
      up.highest = Math.max(up.highest, loss);
    }
  }

  @Override
  public List<Sighting> sightings() {
    var all = new ArrayList<>(ended);
    if (series != null) {
      all.add(sighting(series));
    }
    return all;
  }

  private Sighting sighting(Series seen) {
    var evidence =
        Evidence.of(
            String.format(
                Locale.ROOT,
                "the training loss rose and came back %s by step %,d; the highest, %.3g at step"
                    + " %,d, was %.0f times its median before",
                seen.count == 1 ? "once" : String.format(Locale.ROOT, "%,d times", seen.count),
                seen.until,
                seen.highest.highest,
                seen.highest.step,
                seen.highest.highest / seen.highest.usual));
    if (!withNorms) {
      evidence =
          evidence.without(
              "without norms of weights it could not be told whether these are slingshots");
    }
    return new Sighting(
        Sighting.Kind.LOSS_SPIKES,
        seen.from,
        OptionalLong.empty(),
        evidence,
        (seen.count + 1.0) / (seen.count + 2.0));
  }

  @Override
  public Optional<Search> search() {
    return Optional.of(new Search(Sighting.Kind.LOSS_SPIKES, words()));
  }

  private String words() {
    if (since.isEmpty()) {
      return "not looked for: the training set was never fit, or "
          + Probe.TRAIN_LOSS
          + " is missing";
    }
    String looked =
        String.format(
            Locale.ROOT,
            "looked for at %,d probes from step %,d on, up to %,d %s apart: %s. ",
            probes,
            since.getAsLong(),
            widest,
            widest == 1 ? "step" : "steps",
            spikes == 0 ? "none seen" : String.format(Locale.ROOT, "%,d seen", spikes));
    return looked
        + (ofAllSteps
            ? whereAllWereSeen()
            : widest <= 1
                ? "Every step was seen"
                : "One that is shorter than the space between two probes can have been missed: "
                    + "a probe at every step, or %s, shows all".formatted(Probe.TRAIN_LOSS_MAX));
  }

  /// Where the loss leaps between all probes, leaping is its usual state, and hides what else does.
  private String whereAllWereSeen() {
    double between = TrainLoss.median(highest);
    double at = TrainLoss.median(atProbes);
    return between > TrainLoss.SPIKE * at
        ? String.format(
            Locale.ROOT,
            "Between probes the loss is usually as high as %.3g, at them %.3g: what happens between"
                + " all of them counts as usual, and is not told",
            between,
            at)
        : "Each holds the highest loss since the one before (%s), so none is too short to see"
            .formatted(Probe.TRAIN_LOSS_MAX);
  }
}
