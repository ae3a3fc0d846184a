package groklab.lab.phase;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// Says of a run that has generalised whether that was grokking.
///
/// Grokking asks for two things. First the delay of arXiv 2205.10343 (see [VerdictRule#LIU2022]):
/// validation passes 90 % at least 1,000 steps after train does. Second, and this the paper's rule
/// lacks, a plateau: between fitting the training set and leaving the level it then had, validation
/// shows at least three probes, and leaves no sooner than at twice the step of the fit
/// ([Strip#PAUSE]), or ten times where the level is above guessing and look-up. Without the second,
/// every slow smooth curve would be grokking, because the delay is counted in steps: a run whose
/// train and validation accuracy rise side by side over 1e5 steps has a delay of thousands. So
/// [VerdictRule] can say grokking where this says comprehension; never the other way round on the
/// same probes.
///
/// It speaks once, when the phase generalised is first certain.
final class DelayWatch implements Watch {
  private OptionalLong train = OptionalLong.empty();
  private OptionalLong validation = OptionalLong.empty();
  private long beforeTrain;
  private long beforeValidation;
  private long before;
  private int probes;
  private List<Sighting> claim = List.of();

  @Override
  public List<Sighting> accept(Look look) {
    if (look.judged().isEmpty() || !claim.isEmpty()) {
      return List.of();
    }
    var judged = look.judged().get();
    probes++;
    double passed = judged.scale().ninety();
    if (train.isEmpty() && judged.reading().train().orElse(Double.NaN) > passed) {
      train = OptionalLong.of(look.step());
      beforeTrain = before;
    }
    if (validation.isEmpty() && judged.reading().validation().orElse(Double.NaN) > passed) {
      validation = OptionalLong.of(look.step());
      beforeValidation = before;
    }
    before = look.step();
    boolean generalised = judged.strip().phase().filter(Phase.GENERALISED::equals).isPresent();
    if (generalised && train.isPresent() && validation.isPresent()) {
      claim = List.of(claim(judged));
      return claim;
    }
    return List.of();
  }

  @Override
  public List<Sighting> sightings() {
    return claim;
  }

  private Sighting claim(Look.Judged judged) {
    long delay = validation.getAsLong() - train.getAsLong();
    long needed = VerdictRule.LIU2022.delay();
    var strip = judged.strip();
    boolean plateau = strip.hadPause();
    boolean grokking = delay >= needed && plateau;
    boolean tooCoarse =
        beforeValidation - train.getAsLong() < needed
            && validation.getAsLong() - beforeTrain >= needed;
    var evidence = Evidence.of(sentence(delay, plateau, strip), judged.reading().values());
    int agreeing = grokking ? strip.stillProbes() : probes;
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

  private String sentence(long delay, boolean plateau, Strip strip) {
    String times =
        String.format(
            Locale.ROOT,
            "train passed 90 %% at step %,d and validation at step %,d, %,d steps later",
            train.getAsLong(),
            validation.getAsLong(),
            delay);
    String pause =
        strip.fitSince().isPresent() && strip.leftSince().isPresent()
            ? String.format(
                Locale.ROOT,
                "validation stayed from step %,d, where the training set was fit, to step %,d (%d"
                    + " probes)",
                strip.fitSince().getAsLong(),
                strip.leftSince().getAsLong(),
                strip.stillProbes())
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
