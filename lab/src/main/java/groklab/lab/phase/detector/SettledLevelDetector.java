package groklab.lab.phase.detector;

import groklab.lab.phase.Evidence;
import groklab.lab.phase.Phase;
import groklab.lab.phase.Sighting;
import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Finds a validation score that left the plateau and then settled between the plateau and
/// the threshold: semi-grokking (arXiv 2309.02390, 2402.15175), or misgrokking when what is wrong
/// is wrong with confidence.
///
/// Settled = at least six probes within a band of what is clear, while the number of steps has at
/// least doubled; the band ends clearly below the threshold. Confidently wrong = at all these
/// probes the validation loss is above that of guessing, ln(classes), although many answers are
/// right: whoever does not know and says so pays no more than that. Misgrokking is our operational
/// reading of "grokking to a wrong rule"; that the errors follow a rule is not in a curve. (arXiv
/// 2311.18817 uses the word for another thing: validation lost late on a fit training set. Here
/// that is [Phase#COLLAPSED].)
///
/// Without a plateau before it, an ordinary over-fitting network that ends at 60 % is neither.
final class SettledLevelDetector implements SightingDetector {
  private static final int PROBES = 2 * Episodes.PROBES;
  private static final double SEMI_AT_MOST = 0.8;
  private static final double MIS_AT_MOST = 0.5;

  private final List<Sighting> ended = new ArrayList<>();
  private @Nullable Sighting open;
  private double lowest;
  private double highest;
  private long since;
  private int probes;
  private int losses;
  private int confidentlyWrong;

  @Override
  public List<Sighting> accept(Observation observation) {
    if (observation.context().isEmpty()) {
      return List.of();
    }
    var context = observation.context().get();
    double score = context.reading().validation().orElse(Double.NaN);
    boolean between =
        context.timeline().hadPlateau()
            && context.timeline().phase().filter(Phase.TRANSITION::equals).isPresent()
            && score
                < context.timeline().thresholds().validation()
                    - context.timeline().thresholds().clear();
    var news = new ArrayList<Sighting>();
    if (!between) {
      close(observation.step(), news);
      probes = 0;
      return news;
    }
    if (probes == 0
        || Math.max(highest, score) - Math.min(lowest, score)
            > context.timeline().thresholds().clear()) {
      close(observation.step(), news);
      restart(observation.step(), score);
    }
    count(observation.probe(), context, score);
    if (open == null && probes >= PROBES && observation.step() >= 2 * since) {
      open = named(context);
      news.add(now(open));
    }
    return news;
  }

  @Override
  public List<Sighting> sightings() {
    var all = new ArrayList<>(ended);
    if (open != null) {
      all.add(now(open));
    }
    return all;
  }

  private Sighting named(Observation.Context context) {
    boolean wrong = losses == probes && confidentlyWrong == probes;
    return new Sighting(
        wrong ? Sighting.Kind.MISGROKKING : Sighting.Kind.SEMI_GROKKING,
        since,
        OptionalLong.empty(),
        evidence(context, wrong),
        wrong ? MIS_AT_MOST : SEMI_AT_MOST);
  }

  /// With the confidence that its probes so far give, which grows to what it was named with.
  private Sighting now(Sighting sighting) {
    double steady = Math.min(sighting.confidence(), (probes + 1.0) / (probes + 2.0));
    return new Sighting(
        sighting.kind(), sighting.step(), OptionalLong.empty(), sighting.because(), steady);
  }

  private void close(long step, List<Sighting> news) {
    if (open != null) {
      var over = now(open).endedAt(step);
      open = null;
      ended.add(over);
      news.add(over);
    }
  }

  private void restart(long step, double score) {
    since = step;
    probes = 0;
    losses = 0;
    confidentlyWrong = 0;
    lowest = score;
    highest = score;
  }

  private void count(Probe probe, Observation.Context context, double score) {
    probes++;
    lowest = Math.min(lowest, score);
    highest = Math.max(highest, score);
    if (probe.values().containsKey(Probe.VALIDATION_LOSS)) {
      losses++;
      if (probe.value(Probe.VALIDATION_LOSS) > guess(context)) {
        confidentlyWrong++;
      }
    }
  }

  private static double guess(Observation.Context context) {
    return context.timeline().run().baseline(Probe.VALIDATION).lossOfGuessing();
  }

  private static String words(Observation.Context context, double score) {
    var criterion = context.timeline().run().criterion();
    return criterion.words(criterion.valueAt(score));
  }

  private Evidence evidence(Observation.Context context, boolean wrong) {
    String level =
        String.format(
            Locale.ROOT,
            "after a plateau validation moved and settled between %s and %s from step %,d on",
            words(context, lowest),
            words(context, highest),
            since);
    var evidence =
        Evidence.of(
            wrong
                ? level
                    + String.format(
                        Locale.ROOT,
                        ", and its loss stays above %.3f, that of guessing: what is wrong is wrong"
                            + " with confidence",
                        guess(context))
                : level,
            new LinkedHashMap<>(context.reading().values()));
    evidence =
        evidence.without(
            wrong
                ? "whether the errors follow a wrong rule: that takes the answer table"
                : "whether this level is final: it can be a transient that ends in full"
                    + " generalisation");
    return losses < probes
        ? evidence.without(
            "without the validation loss it could not be told whether the errors are made with"
                + " confidence")
        : evidence;
  }
}
