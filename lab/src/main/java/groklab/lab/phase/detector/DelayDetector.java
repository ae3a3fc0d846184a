package groklab.lab.phase.detector;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.Evidence;
import groklab.lab.phase.Phase;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import groklab.lab.phase.VerdictRule;
import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Says of a run that has generalised whether that was grokking, by [VerdictRule]: the first
/// probe at which validation has reached its threshold is at least three times as late as that of
/// the training set, and a plateau lies between them.
///
/// It speaks once, when the phase generalised is first certain.
final class DelayDetector implements SightingDetector {
  private final StandstillDetector standstill;
  private final List<Long> steps = new ArrayList<>();
  private final List<Double> scores = new ArrayList<>();
  private OptionalLong train = OptionalLong.empty();
  private OptionalLong validation = OptionalLong.empty();
  private long beforeTrain;
  private long beforeValidation;
  private List<Sighting> claim = List.of();

  /// @param standstill which has taken each probe before
  DelayDetector(StandstillDetector standstill) {
    this.standstill = standstill;
  }

  @Override
  public List<Sighting> accept(Observation observation) {
    if (observation.context().isEmpty() || !claim.isEmpty()) {
      return List.of();
    }
    var context = observation.context().get();
    long before = steps.isEmpty() ? 0 : steps.getLast();
    steps.add(observation.step());
    scores.add(context.reading().validation().orElse(Double.NaN));
    var run = context.timeline().run();
    if (train.isEmpty() && isReached(run, observation.probe(), Probe.TRAIN)) {
      train = OptionalLong.of(observation.step());
      beforeTrain = before;
    }
    if (validation.isEmpty() && isReached(run, observation.probe(), Probe.VALIDATION)) {
      validation = OptionalLong.of(observation.step());
      beforeValidation = before;
    }
    boolean generalised = context.timeline().phase().filter(Phase.GENERALISED::equals).isPresent();
    if (generalised && train.isPresent() && validation.isPresent()) {
      claim = List.of(claim(context));
      return claim;
    }
    return List.of();
  }

  @Override
  public List<Sighting> sightings() {
    return claim;
  }

  private static boolean isReached(RunCriterion run, Probe probe, String set) {
    return run.isReached(set, run.value(probe, set));
  }

  private Sighting claim(Observation.Context context) {
    long memorised = train.getAsLong();
    long generalised = validation.getAsLong();
    var phases = context.timeline().phases();
    long[] probes = steps.stream().mapToLong(Long::longValue).toArray();
    var stood = standstill.sightings();
    boolean grokking =
        VerdictRule.verdict(train, validation, phases, stood, probes) == Verdict.GROKKING;
    var plateau = VerdictRule.plateau(memorised, generalised, phases, stood, probes);
    var evidence =
        Evidence.of(sentence(memorised, generalised, plateau, context), context.reading().values());
    long agreeing = grokking ? plateau.map(VerdictRule.Plateau::probes).orElse(0L) : steps.size();
    double confidence = (agreeing + 1.0) / (agreeing + 2.0);
    if (grokking) {
      confidence = Math.min(confidence, ofStandstill(stood, plateau));
    }
    boolean tooCoarse =
        plateau.isPresent()
            && !VerdictRule.isLate(memorised, beforeValidation)
            && VerdictRule.isLate(beforeTrain, generalised);
    if (tooCoarse) {
      evidence =
          evidence.without(
              "the probes stand too far apart to tell on which side of three times the delay lies");
      confidence = 0.5;
    }
    return new Sighting(
        grokking ? Sighting.Kind.GROKKING : Sighting.Kind.COMPREHENSION,
        generalised,
        OptionalLong.empty(),
        evidence,
        confidence);
  }

  /// A plateau that is told in hindsight makes no claim surer than itself.
  private static double ofStandstill(List<Sighting> stood, Optional<VerdictRule.Plateau> plateau) {
    return stood.stream()
        .filter(seen -> plateau.filter(between -> between.from() == seen.step()).isPresent())
        .mapToDouble(Sighting::confidence)
        .findFirst()
        .orElse(1);
  }

  private String sentence(
      long memorised,
      long generalised,
      Optional<VerdictRule.Plateau> plateau,
      Observation.Context context) {
    String times =
        String.format(
            Locale.ROOT,
            "the training set reached its threshold at step %,d, the validation set at step %,d",
            memorised,
            generalised);
    if (!VerdictRule.isLate(memorised, generalised)) {
      return times + "; less than three times as late is no grokking";
    }
    return plateau
        .map(between ->
            String.format(
                Locale.ROOT,
                "%s; between them a plateau from step %,d to step %,d (%d probes)",
                times,
                between.from(),
                between.to(),
                between.probes()))
        .orElseGet(() ->
            times
                + "; but without a plateau between: "
                + longestStay(memorised, generalised, context));
  }

  /// Where validation stood still longest, for whoever sees a plateau in the curve: one that lies
  /// above guessing and look-up must last for as long as the rise after it, see
  /// [StandstillDetector].
  private String longestStay(long memorised, long generalised, Observation.Context context) {
    double clear = context.timeline().thresholds().clear();
    int from = 0;
    int to = 0;
    for (int i = 0; i < steps.size(); i++) {
      int end = steps.get(i) < memorised ? i : endOfStay(i, generalised, clear);
      if (steps.get(end) - steps.get(i) > steps.get(to) - steps.get(from)) {
        from = i;
        to = end;
      }
    }
    var criterion = context.timeline().run().criterion();
    return from == to
        ? "validation did not stand still for two probes"
        : String.format(
            Locale.ROOT,
            "validation stood still longest from step %,d to step %,d, at %s, which is too short"
                + " for that, or too high",
            steps.get(from),
            steps.get(to),
            criterion.words(criterion.valueAt(scores.get((from + to) / 2))));
  }

  /// The last probe up to which validation stays within what is clear of where it is at `from`.
  private int endOfStay(int from, long generalised, double clear) {
    double lowest = scores.get(from);
    double highest = lowest;
    int end = from;
    while (end + 1 < steps.size() && steps.get(end + 1) < generalised) {
      lowest = Math.min(lowest, scores.get(end + 1));
      highest = Math.max(highest, scores.get(end + 1));
      if (!(highest - lowest <= clear)) {
        return end;
      }
      end++;
    }
    return end;
  }
}
