package groklab.lab.phase.detector;

import groklab.lab.phase.Evidence;
import groklab.lab.phase.Phase;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.VerdictRule;
import groklab.lab.phase.timeline.PhaseTimeline;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// Says of a run that has generalised whether that was grokking.
///
/// Grokking asks for two things. First the delay of arXiv 2205.10343 (see [VerdictRule#LIU2022]):
/// validation passes 90 % at least 1,000 steps after train does. Second, and this the paper's rule
/// lacks, a plateau: between fitting the training set and leaving the level it then had, validation
/// shows at least three probes, and leaves no sooner than at twice the step of the fit
/// ([PhaseTimeline#hadPause]), or ten times where the level is above guessing and look-up. Without
/// the second, every slow smooth curve would be grokking, because the delay is counted in steps: a
/// run whose train and validation accuracy rise side by side over 1e5 steps has a delay of
/// thousands. So [VerdictRule] can say grokking where this says comprehension; never the other way
/// round on the same probes.
///
/// It speaks once, when the phase generalised is first certain.
final class DelayDetector implements SightingDetector {
  private OptionalLong train = OptionalLong.empty();
  private OptionalLong validation = OptionalLong.empty();
  private long beforeTrain;
  private long beforeValidation;
  private long before;
  private int probes;
  private List<Sighting> claim = List.of();

  @Override
  public List<Sighting> accept(Observation observation) {
    if (observation.context().isEmpty() || !claim.isEmpty()) {
      return List.of();
    }
    var context = observation.context().get();
    probes++;
    double passed = ninety(context);
    if (train.isEmpty() && context.reading().train().orElse(Double.NaN) > passed) {
      train = OptionalLong.of(observation.step());
      beforeTrain = before;
    }
    if (validation.isEmpty() && context.reading().validation().orElse(Double.NaN) > passed) {
      validation = OptionalLong.of(observation.step());
      beforeValidation = before;
    }
    before = observation.step();
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

  private static double ninety(Observation.Context context) {
    var criterion = context.timeline().run().criterion();
    return switch (criterion.direction()) {
      case UP -> criterion.score(0.9);
      case DOWN -> criterion.score(0.1);
    };
  }

  private Sighting claim(Observation.Context context) {
    long delay = validation.getAsLong() - train.getAsLong();
    long needed = VerdictRule.LIU2022.delay();
    var timeline = context.timeline();
    boolean plateau = timeline.hadPause();
    boolean grokking = delay >= needed && plateau;
    boolean tooCoarse =
        beforeValidation - train.getAsLong() < needed
            && validation.getAsLong() - beforeTrain >= needed;
    var evidence = Evidence.of(sentence(delay, plateau, timeline), context.reading().values());
    int agreeing = grokking ? timeline.stillProbes() : probes;
    double confidence = (agreeing + 1.0) / (agreeing + 2.0);
    if (plateau && tooCoarse) {
      evidence =
          evidence.without(
              "the probes stand too far apart to tell on which side of %,d steps the delay lies"
                  .formatted(needed));
      confidence = 0.5;
    }
    return new Sighting(
        grokking ? Sighting.Kind.GROKKING : Sighting.Kind.COMPREHENSION,
        validation.getAsLong(),
        OptionalLong.empty(),
        evidence,
        confidence);
  }

  private String sentence(long delay, boolean plateau, PhaseTimeline timeline) {
    String times =
        String.format(
            Locale.ROOT,
            "train passed 90 %% at step %,d and validation at step %,d, %,d steps later",
            train.getAsLong(),
            validation.getAsLong(),
            delay);
    String pause =
        timeline.fitSince().isPresent() && timeline.leftSince().isPresent()
            ? String.format(
                Locale.ROOT,
                "validation stayed from step %,d, where the training set was fit, to step %,d (%d"
                    + " probes)",
                timeline.fitSince().getAsLong(),
                timeline.leftSince().getAsLong(),
                timeline.stillProbes())
            : "no plateau was seen";
    long needed = VerdictRule.LIU2022.delay();
    if (delay < needed) {
      return "%s; fewer than %,d steps are no grokking (arXiv 2205.10343); %s"
          .formatted(times, needed, pause);
    }
    return plateau
        ? "%s; %s".formatted(times, pause)
        : "%s; but that was no plateau: a slow, smooth curve; %s".formatted(times, pause);
  }
}
