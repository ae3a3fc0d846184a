package groklab.lab.phase;

import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Watches for a validation score that left the plateau and then settled between the plateau and
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
final class SettledWatch implements Watch {
  private static final int PROBES = 2 * CrossingDetector.STABLE_PROBES;
  private static final double SEMI_AT_MOST = 0.8;
  private static final double MIS_AT_MOST = 0.5;

  private final KnownTask task;
  private final List<Sighting> ended = new ArrayList<>();
  private @Nullable Sighting open;
  private double lowest;
  private double highest;
  private long since;
  private int probes;
  private int losses;
  private int confidentlyWrong;

  SettledWatch(KnownTask task) {
    this.task = task;
  }

  @Override
  public List<Sighting> accept(Look look) {
    if (look.judged().isEmpty()) {
      return List.of();
    }
    var judged = look.judged().get();
    double score = judged.reading().validation().orElse(Double.NaN);
    boolean between =
        judged.strip().hadPlateau()
            && judged.strip().phase().filter(Phase.TRANSITION::equals).isPresent()
            && score < judged.rule().validationThreshold() - judged.rule().clear();
    var news = new ArrayList<Sighting>();
    if (!between) {
      close(look.step(), news);
      probes = 0;
      return news;
    }
    if (probes == 0 || Math.max(highest, score) - Math.min(lowest, score) > judged.rule().clear()) {
      close(look.step(), news);
      restart(look.step(), score);
    }
    count(look.probe(), judged, score);
    if (open == null && probes >= PROBES && look.step() >= 2 * since) {
      open = named(judged);
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

  private Sighting named(Look.Judged judged) {
    boolean wrong = losses == probes && confidentlyWrong == probes;
    return new Sighting(
        wrong ? Sighting.Kind.MISGROKKING : Sighting.Kind.SEMI_GROKKING,
        since,
        OptionalLong.empty(),
        evidence(judged, wrong),
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

  private void count(Probe probe, Look.Judged judged, double score) {
    probes++;
    lowest = Math.min(lowest, score);
    highest = Math.max(highest, score);
    if (judged.scale() == Scale.ACCURACY && probe.values().containsKey(Probe.VALIDATION_LOSS)) {
      losses++;
      if (probe.value(Probe.VALIDATION_LOSS) > guess(judged.rule())) {
        confidentlyWrong++;
      }
    }
  }

  private double guess(PhaseRule rule) {
    double told = ScoreReader.guessLoss(task);
    return Double.isNaN(told) ? -StrictMath.log(rule.chance()) : told;
  }

  private Evidence evidence(Look.Judged judged, boolean wrong) {
    String level =
        String.format(
            Locale.ROOT,
            "after a plateau validation moved and settled between %s and %s from step %,d on",
            judged.scale().words(lowest),
            judged.scale().words(highest),
            since);
    var evidence =
        Evidence.of(
            wrong
                ? level
                    + String.format(
                        Locale.ROOT,
                        ", and its loss stays above %.3f, that of guessing: what is wrong is wrong"
                            + " with confidence",
                        guess(judged.rule()))
                : level,
            new LinkedHashMap<>(judged.reading().values()));
    evidence =
        evidence.without(
            wrong
                ? "whether the errors follow a wrong rule: that takes the answer table"
                : "whether this level is final: it can be a transient that ends in full"
                    + " generalisation");
    return judged.scale() == Scale.ACCURACY && losses < probes
        ? evidence.without(
            "without the validation loss it could not be told whether the errors are made with"
                + " confidence")
        : evidence;
  }
}
