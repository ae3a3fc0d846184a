package groklab.lab.phase.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import groklab.lab.phase.Finding;
import groklab.lab.phase.Liu2022Rule;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Sighting.Kind;
import groklab.lab.phase.Verdict;
import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the sightings say, and what they say they could not know.
class SightingTest {
  private static Trace trace(String name) {
    return TraceSuiteTest.all().stream()
        .filter(trace -> trace.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Sighting seen(String name, Kind kind) {
    return trace(name).detector().sightings().stream()
        .filter(sighting -> sighting.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static String unknown(Finding finding) {
    return String.join("; ", finding.because().unknown());
  }

  @Test
  void circuitFormationComesBeforeValidationMovesAndCleanupDuringIt() {
    var name = "circuit formation and cleanup";
    var forming = seen(name, Kind.CIRCUIT_FORMATION);
    var cleanup = seen(name, Kind.CLEANUP);
    long transition =
        trace(name).detector().phases().stream()
            .filter(span -> span.phase() == Phase.TRANSITION)
            .findFirst()
            .orElseThrow()
            .step();
    // the excluded loss turns when it has fallen with the train loss, at about 300
    assertThat(forming.step()).isBetween(150L, 1_500L);
    assertThat(forming.until()).hasValue(transition);
    assertThat(cleanup.step()).isBetween(4_000L, 8_000L);
    assertThat(cleanup.until().orElseThrow()).isBetween(8_000L, 14_000L);
    assertThat(forming.because().values())
        .containsOnlyKeys(CircuitDetector.EXCLUDED, CircuitDetector.RESTRICTED);
    assertThat(cleanup.confidence()).isGreaterThan(0.5);
    assertThat(unknown(cleanup)).isEmpty();
  }

  @Test
  void aDropOfTheNormWithoutFourierMeasuresIsOnlyHalfBelieved() {
    assertThat(seen("norm alone", Kind.CLEANUP).confidence()).isLessThanOrEqualTo(0.5);
    assertThat(unknown(seen("norm alone", Kind.CLEANUP))).contains("without Fourier measures");
  }

  @Test
  void anEpisodeThatEndsIsToldAgainWithItsEnd() {
    var trace = trace("circuit formation and cleanup");
    var told =
        trace.feed(trace.task().detector(), trace.probes()).stream()
            .filter(finding -> finding instanceof Sighting s && s.kind() == Kind.CIRCUIT_FORMATION)
            .map(Sighting.class::cast)
            .toList();
    assertThat(told).hasSize(2);
    assertThat(told.getFirst().until()).isEmpty();
    assertThat(told.getLast().until()).isPresent();
    assertThat(told.getLast().step()).isEqualTo(told.getFirst().step());
  }

  @Test
  void everySlingshotIsDatedAtItsSpike() {
    assertThat(trace("slingshots").detector().sightings())
        .filteredOn(isOf(Kind.SLINGSHOT))
        .extracting(Sighting::step)
        .containsExactly(4_800L, 9_800L, 14_800L, 19_800L);
    assertThat(seen("slingshots", Kind.SLINGSHOT).confidence()).isEqualTo(0.8);
    var blind = seen("slingshots in the norm of all weights", Kind.SLINGSHOT);
    assertThat(blind.confidence()).isEqualTo(0.4);
    assertThat(unknown(blind)).contains("without the last layer's norm");
  }

  @Test
  void aTurnOfTheWeightDecayMakesTheSlingshotsAfterItDoubtful() {
    var trace = trace("slingshots");
    var detector = trace.detector(9_000, trace.task().withWeightDecay(0.1).run());
    assertThat(detector.sightings())
        .filteredOn(isOf(Kind.SLINGSHOT))
        .extracting(Sighting::step, Sighting::confidence)
        .containsExactly(
            tuple(4_800L, 0.8), tuple(9_800L, 0.4), tuple(14_800L, 0.4), tuple(19_800L, 0.4));
  }

  @Test
  void sumsThatAbsorbButTeachOnAreNamedBesideTheSightings() {
    assertThat(trace("rounded sums that teach on").detector().searches())
        .filteredOn(search -> search.kind() == Kind.SOFTMAX_COLLAPSE)
        .singleElement()
        .satisfies(search -> assertThat(search.words()).contains("go on teaching"));
    assertThat(trace("softmax collapse").detector().searches())
        .noneMatch(search -> search.kind() == Kind.SOFTMAX_COLLAPSE);
  }

  @Test
  void weightDecayMakesASlingshotDoubtful() {
    var trace = trace("slingshots");
    var detector = trace.task().withWeightDecay(0.1).detector();
    trace.feed(detector, trace.probes());
    assertThat(detector.sightings())
        .filteredOn(isOf(Kind.SLINGSHOT))
        .hasSize(4)
        .allSatisfy(sighting -> {
          assertThat(sighting.confidence()).isEqualTo(0.4);
          assertThat(unknown(sighting)).contains("weight decay");
        });
  }

  @Test
  void softmaxCollapseBeginsAtTheFirstProbeAboveOneHalf() {
    var seen = seen("softmax collapse", Kind.SOFTMAX_COLLAPSE);
    assertThat(seen.step()).isBetween(5_000L, 5_100L);
    assertThat(seen.until()).isEmpty();
    assertThat(unknown(seen)).isEmpty();
    assertThat(unknown(seen("zero gradients only", Kind.SOFTMAX_COLLAPSE)))
        .contains("without numerics.softmaxCollapseShare");
  }

  @Test
  void aCollapseStatesTheSpectraAndWhatSpeaksAgainstThem() {
    var collapsed = trace("collapse with traps").detector().phases().getLast();
    assertThat(collapsed.evidence())
        .contains("4 correlation traps, 0 at the fewest")
        .containsPattern("mean alpha 1\\.\\d\\d \\(below 2\\)")
        .contains("against it")
        .contains("2605.20441");
    assertThat(collapsed.because().values())
        .containsKeys("spectrum.traps.fc1", "spectrum.alpha.fc1");
    assertThat(unknown(collapsed)).isEmpty();
    assertThat(unknown(trace("collapse").detector().phases().getLast()))
        .contains("without spectrum.alpha and spectrum.traps");
    assertThat(seen("collapse with traps", Kind.OVERTRAINED_SPECTRUM).confidence())
        .isLessThanOrEqualTo(0.5);
  }

  @Test
  void withoutAValidationSetItSaysSo() {
    var phases = trace("no validation set").detector().phases();
    assertThat(phases)
        .extracting(PhaseSpan::phase)
        .containsExactly(Phase.CONFUSION, Phase.MEMORISATION);
    assertThat(unknown(phases.getLast())).contains("without a validation set");
    assertThat(phases.getLast().confidence()).isLessThanOrEqualTo(0.5);
  }

  @Test
  void withWeightsAloneItSaysSo() {
    var phases = trace("weights only").detector().phases();
    assertThat(phases).extracting(PhaseSpan::phase).containsExactly(Phase.UNDETERMINED);
    assertThat(unknown(phases.getFirst())).contains("only its weights were looked at");
    assertThat(unknown(seen("weights only, traps appear", Kind.OVERTRAINED_SPECTRUM)))
        .contains("without a validation set");
  }

  @Test
  void aRegressionIsJudgedFromItsLossesAndSaysSo() {
    for (var name : List.of("regression: matrix completion", "regression: train only")) {
      assertThat(trace(name).detector().phases())
          .allSatisfy(span -> assertThat(unknown(span)).contains("losses on a log scale"));
    }
    assertThat(trace("regression: matrix completion").detector().phases())
        .extracting(PhaseSpan::phase)
        .containsExactly(
            Phase.CONFUSION,
            Phase.MEMORISATION,
            Phase.PLATEAU,
            Phase.TRANSITION,
            Phase.GENERALISED);
    assertThat(
            unknown(trace("regression: loss of guessing not told").detector().phases().getFirst()))
        .contains("the loss of guessing was not told");
  }

  @Test
  void accuraciesThatComeLaterReplaceTheLosses() {
    var probes = new ArrayList<Probe>();
    var trace = trace("clean");
    for (var probe : trace.probes()) {
      var some = new LinkedHashMap<>(probe.values());
      if (probe.step() < 30) {
        some.remove(Probe.TRAIN_ACCURACY);
        some.remove(Probe.VALIDATION_ACCURACY);
      }
      probes.add(new Probe(probe.step(), some));
    }
    var detector = trace.task().detector();
    trace.feed(detector, probes);
    assertThat(unknown(detector.phases().getFirst())).contains("losses on a log scale");
    assertThat(unknown(detector.phases().getLast())).isEmpty();
    assertThat(Trace.detected(detector)).isEqualTo(Trace.Truth.GROKKING);
  }

  @Test
  void aSlowSmoothRunWithALongDelayIsNotGrokkingAlthoughThePapersRuleSaysSo() {
    var trace = trace("a delay of thousands of steps, but no plateau");
    assertThat(Liu2022Rule.verdict(trace.probes())).hasValue(Verdict.GROKKING);
    var claim = seen(trace.name(), Kind.COMPREHENSION);
    assertThat(claim.evidence()).endsWith("less than three times as late is no grokking");
    assertThat(trace.detector().phases())
        .extracting(PhaseSpan::phase)
        .doesNotContain(Phase.PLATEAU, Phase.TRANSITION);
  }

  @Test
  void aLongDelayWithoutAPlateauSaysSo() {
    var claim = seen("a fast fit and a broad rise of validation", Kind.COMPREHENSION);
    assertThat(claim.evidence())
        .contains("but without a plateau between: validation stood still longest from step ")
        .endsWith("which is too short for that, or too high");
  }

  private static String search(String name, Kind kind) {
    return trace(name).detector().searches().stream()
        .filter(search -> search.kind() == kind)
        .findFirst()
        .orElseThrow()
        .words();
  }

  @Test
  void spikesWithoutNormsAreCountedAndSaidNotToBeKnownAsSlingshots() {
    var name = "36 spikes, every step seen";
    var spikes = seen(name, Kind.LOSS_SPIKES);
    assertThat(spikes.step()).isEqualTo(2_100);
    assertThat(spikes.confidence()).isEqualTo(37.0 / 38);
    assertThat(spikes.evidence()).contains("rose and came back 36 times by step 19,601");
    assertThat(unknown(spikes)).contains("without norms of weights");
    assertThat(trace(name).detector().sightings()).filteredOn(isOf(Kind.LOSS_SPIKES)).hasSize(1);
    assertThat(search(name, Kind.LOSS_SPIKES)).contains("36 seen", "Every step was seen");
    assertThat(search(name, Kind.SLINGSHOT)).startsWith("not looked for: no norm of weights");
  }

  private static Predicate<Sighting> isOf(Kind kind) {
    return sighting -> sighting.kind() == kind;
  }

  @Test
  void spikesThatFallBetweenTheProbesAreSaidToBePossible() {
    assertThat(search("36 spikes, all between the probes", Kind.LOSS_SPIKES))
        .contains("up to 91 steps apart: none seen")
        .contains("can have been missed");
    assertThat(search("36 spikes between the probes, in the highest loss", Kind.LOSS_SPIKES))
        .contains("36 seen")
        .endsWith("so none is too short to see");
    assertThat(search("a spike between any two probes", Kind.LOSS_SPIKES))
        .contains("none seen")
        .endsWith("what happens between all of them counts as usual, and is not told");
    assertThat(search("flat", Kind.LOSS_SPIKES)).startsWith("not looked for: ");
  }

  @Test
  void aSlingshotBetweenTheProbesLeavesItsErrorsUnknown() {
    var cycle = seen("slingshots between the probes", Kind.SLINGSHOT);
    assertThat(unknown(cycle)).contains("without the train accuracy at the spike");
    assertThat(cycle.confidence()).isEqualTo(0.4);
  }

  @Test
  void whatIsLostWithTheTrainingSetIsNoConfusion() {
    var phases = trace("thrown off after generalising").detector().phases();
    assertThat(phases.getLast().phase()).isEqualTo(Phase.LOST);
    assertThat(phases.getLast().evidence()).contains("the training set is no longer fit either");
    assertThat(trace("thrown off and back again").detector().phases())
        .extracting(PhaseSpan::phase)
        .endsWith(Phase.GENERALISED, Phase.LOST, Phase.GENERALISED);
  }

  @Test
  void aRunThatSitsHalfWayUpStandsStillAndIsNotSaidToRise() {
    var rows = new ArrayList<Probe>();
    for (long step = 0; step <= 12_000; step += 50) {
      var values = new LinkedHashMap<String, Double>();
      values.put(Probe.TRAIN_ACCURACY, step < 1_000 ? 0.7 : 1.0);
      values.put(Probe.VALIDATION_ACCURACY, step < 7_000 ? step < 500 ? 0.01 : 0.59 : 1.0);
      rows.add(new Probe(step, values));
    }
    var detector = Known.classification(113).withLookUp(0).detector();
    rows.forEach(detector::accept);
    assertThat(detector.sightings())
        .extracting(Sighting::kind)
        .containsExactly(Kind.STANDSTILL, Kind.GROKKING);
    assertThat(detector.sightings().getFirst().evidence())
        .contains("between accuracy 0.590 and accuracy 0.590")
        .contains("from step 1,000 to step 6,950 (120 probes, 0.84 decades of steps)")
        .contains("took 0.00 decades");
    assertThat(detector.sightings().getLast().evidence())
        .contains("between them a plateau from step 1,000 to step 6,950 (119 probes)");
    assertThat(detector.sightings()).extracting(Sighting::confidence).containsOnly(0.8);
    assertThat(detector.phases())
        .extracting(PhaseSpan::evidence)
        .noneMatch(evidence -> evidence.contains("rise"));
  }

  /// It stays for 0.3 decades and needs 0.8 for the rise.
  @Test
  void aStayThatIsShorterThanTheRiseIsShownAndIsNoPlateau() {
    var detector = Known.classification(113).withLookUp(0).detector();
    for (long step = 0; step <= 16_000; step += 50) {
      double risen = 0.59 + 0.36 * Math.log10(Math.max(1, step / 2_000.0)) / 0.8;
      var values = new LinkedHashMap<String, Double>();
      values.put(Probe.TRAIN_ACCURACY, step < 1_000 ? 0.7 : 1.0);
      values.put(Probe.VALIDATION_ACCURACY, step < 500 ? 0.01 : Math.min(1, risen));
      detector.accept(new Probe(step, values));
    }
    var claim =
        detector.sightings().stream().filter(isOf(Kind.COMPREHENSION)).findFirst().orElseThrow();
    assertThat(claim.evidence())
        .contains("stood still longest from step", "which is too short for that, or too high");
    assertThat(detector.sightings()).noneMatch(isOf(Kind.STANDSTILL));
  }

  @Test
  void aGridTooCoarseForTheDelayIsSaid() {
    var detector = Known.classification(113).withLookUp(0).detector();
    var rows =
        Curves.probes(
            Curves.at(0, 0.01, 0.01),
            Curves.at(150, 0.5, 0.01),
            Curves.at(200, 1, 0.01),
            Curves.at(500, 1, 0.01),
            Curves.at(650, 1, 0.97),
            Curves.at(700, 1, 1),
            Curves.at(750, 1, 1));
    var claims = Stream.of(rows).flatMap(List::stream).flatMap(p -> detector.accept(p).stream());
    var claim = claims.filter(Sighting.class::isInstance).findFirst().orElseThrow();
    assertThat(unknown(claim)).contains("too far apart");
    assertThat(claim.confidence()).isEqualTo(0.5);
  }

  @Test
  void semiAndMisgrokkingSayWhatACurveCannotShow() {
    assertThat(unknown(seen("semi-grokking", Kind.SEMI_GROKKING))).contains("transient");
    assertThat(unknown(seen("semi-grokking, no losses", Kind.SEMI_GROKKING)))
        .contains("without the validation loss");
    assertThat(unknown(seen("a wrong rule", Kind.MISGROKKING))).contains("answer table");
    assertThat(seen("half way for a while, then all the way", Kind.SEMI_GROKKING).until())
        .isPresent();
  }
}
