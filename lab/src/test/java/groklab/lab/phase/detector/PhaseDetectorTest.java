package groklab.lab.phase.detector;

import static groklab.lab.phase.detector.Curves.at;
import static groklab.lab.phase.detector.Curves.probe;
import static groklab.lab.phase.detector.Curves.probes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.phase.PhaseSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhaseDetectorTest {
  private static final Known TASK = Known.classification(113).withLookUp(0);

  private final PhaseDetector detector = TASK.detector();

  private List<String> timeline(double[]... rows) {
    probes(rows).forEach(detector::accept);
    return detector.phases().stream().map(s -> s.phase().label() + "@" + s.step()).toList();
  }

  @Test
  void aGrokkingRunGoesThroughFivePhasesInOrder() {
    assertThat(
            timeline(
                at(0, 0.01, 0.01),
                at(50, 0.05, 0.01),
                at(100, 0.4, 0.02),
                at(130, 0.9, 0.03),
                at(150, 0.995, 0.03),
                at(500, 1, 0.04),
                at(3000, 1, 0.05),
                at(6000, 1, 0.11),
                at(7000, 1, 0.3),
                at(7500, 1, 0.8),
                at(7900, 1, 0.96),
                at(8200, 1, 0.99),
                at(9000, 1, 1)))
        .containsExactly(
            "confusion@0",
            "memorisation@100",
            "plateau@150",
            "transition@7000",
            "generalised@7900");
  }

  @Test
  void aPhaseIsKnownOnlyFromTheProbesBeforeIt() {
    var curve =
        List.of(
            at(0, 0, 0),
            at(1, 0.5, 0),
            at(2, 1, 0),
            at(3, 1, 0.5),
            at(4, 1, 0.96),
            at(5, 1, 0.97),
            at(6, 1, 0.98));
    var announced = new ArrayList<String>();
    for (var probe : probes(curve.toArray(double[][]::new))) {
      for (var finding : detector.accept(probe)) {
        if (finding instanceof PhaseSpan span) {
          announced.add(probe.step() + ":" + span.phase() + "@" + span.step());
        }
      }
    }
    assertThat(announced)
        .containsExactly(
            "0:CONFUSION@0",
            "1:MEMORISATION@1",
            "2:PLATEAU@2",
            "3:TRANSITION@3",
            "6:GENERALISED@4");
  }

  @Test
  void whatIsSaidOfAPrefixDoesNotDependOnTheRest() {
    var random = new Random(3);
    for (int run = 0; run < 200; run++) {
      var whole = TASK.detector();
      var starts = new ArrayList<PhaseSpan>();
      for (int step = 0; step < 60; step++) {
        for (var finding : whole.accept(probe(step, random.nextDouble(), random.nextDouble()))) {
          if (finding instanceof PhaseSpan span) {
            starts.add(span);
          }
        }
        assertThat(whole.phases()).hasSize(starts.size());
        assertThat(whole.phases().getLast().phase()).isEqualTo(starts.getLast().phase());
        assertThat(whole.phases().getLast().step()).isEqualTo(starts.getLast().step());
      }
      assertThat(starts).extracting(PhaseSpan::step).isSorted();
      assertThat(whole.phases()).allMatch(s -> s.confidence() > 0 && s.confidence() < 1);
    }
  }

  @Test
  void belowGuessingIsSaidOnlyOfWhatLiesThere() {
    var random = new Random(5);
    int below = 0;
    int above = 0;
    for (int run = 0; run < 400; run++) {
      var commutative = Known.classification(5).withLookUp(0.4).detector();
      for (int step = 0; step < 40; step++) {
        double validation = 0.8 * random.nextDouble();
        for (var finding : commutative.accept(probe(step, random.nextDouble(), validation))) {
          if (finding instanceof PhaseSpan span) {
            String words = span.evidence();
            if (words.contains("below guessing")) {
              below++;
              assertThat(validation).as(words).isLessThan(0.2);
            }
            if (words.contains("shows more than guessing")) {
              above++;
              assertThat(validation).as(words).isGreaterThanOrEqualTo(0.2);
            }
          }
        }
      }
    }
    assertThat(below).isPositive();
    assertThat(above).isPositive();
  }

  /// With seven classes all 30 unseen examples can be wrong, which is no comprehension.
  @Test
  void aNetworkThatIsFitBelowGuessingIsOnAPlateau() {
    var detector = Known.classification(7).withLookUp(0.37).detector();
    detector.accept(probe(0, 0.26, 0.13));
    detector.accept(probe(10, 1, 0));
    detector.accept(probe(20, 1, 0.07));
    detector.accept(probe(30, 1, 0));
    assertThat(detector.phases())
        .extracting(span -> span.phase().label() + "@" + span.step())
        .containsExactly("memorisation@0", "plateau@10");
    assertThat(detector.phases().getLast().evidence())
        .endsWith("the training set is fit, validation lies below guessing, 0.143");
  }

  @Test
  void aRunThatMemorisesOnlyEndsOnThePlateau() {
    assertThat(
            timeline(at(0, 0, 0), at(10, 0.6, 0), at(20, 1, 0), at(30, 1, 0.05), at(40, 1, 0.02)))
        .containsExactly("confusion@0", "memorisation@10", "plateau@20");
  }

  @Test
  void theLevelOfSwappedPairsIsAPlateauAndNotATransition() {
    assertThat(
            timeline(
                at(0, 0, 0),
                at(10, 0.7, 0.2),
                at(20, 1, 0.3),
                at(30, 1, 0.33),
                at(40, 1, 0.36),
                at(199, 1, 0.31),
                at(200, 1, 0.33)))
        .containsExactly("confusion@0", "memorisation@10", "plateau@20");
  }

  @Test
  void whatCanBeLookedUpIsAPlateauHoweverSlowlyItIsReached() {
    var commutative = TASK.withLookUp(0.45).detector();
    double[][] curve = {
      at(0, 0, 0),
      at(10, 0.7, 0.1),
      at(20, 1, 0.27),
      at(30, 1, 0.4),
      at(90, 1, 0.47),
      at(99, 1, 0.6)
    };
    probes(curve).forEach(commutative::accept);
    assertThat(commutative.phases().stream().map(span -> span.phase() + "@" + span.step()))
        .containsExactly("CONFUSION@0", "MEMORISATION@10", "PLATEAU@20", "TRANSITION@99");
  }

  @Test
  void comprehensionHasNoMemorisationAndNoPlateau() {
    assertThat(
            timeline(
                at(0, 0.01, 0.01),
                at(10, 0.4, 0.38),
                at(20, 0.8, 0.78),
                at(30, 0.97, 0.96),
                at(40, 0.99, 0.98),
                at(50, 1, 1)))
        .containsExactly("confusion@0", "comprehension@10", "generalised@30");
  }

  @Test
  void aRunThatStaysHalfWayUpIsInTransition() {
    assertThat(
            timeline(
                at(0, 0, 0),
                at(1, 1, 0),
                at(2, 1, 0.4),
                at(3, 1, 0.5),
                at(4, 1, 0.5),
                at(5, 1, 0.5)))
        .containsExactly("confusion@0", "plateau@1", "transition@2");
  }

  @Test
  void aSpikeOfValidationIsNotGeneralisation() {
    assertThat(timeline(at(0, 1, 0), at(1, 1, 0.97), at(2, 1, 0.96), at(3, 1, 0), at(4, 1, 0)))
        .containsExactly("plateau@0");
  }

  @Test
  void aShortLossOfAccuracyIsNotACollapse() {
    assertThat(
            timeline(
                at(0, 1, 1),
                at(1, 1, 1),
                at(2, 0.6, 0.5),
                at(3, 1, 0.6),
                at(4, 1, 1),
                at(5, 1, 0.2),
                at(6, 1, 0.2),
                at(7, 1, 1)))
        .containsExactly("generalised@0");
  }

  @Test
  void aSmallDipOfValidationIsNotACollapse() {
    assertThat(timeline(at(0, 1, 1), at(1, 1, 0.94), at(2, 1, 0.9), at(3, 1, 0.86), at(4, 1, 0.87)))
        .containsExactly("generalised@0");
  }

  @Test
  void validationLostOnAFitTrainingSetIsACollapse() {
    assertThat(
            timeline(
                at(0, 1, 1),
                at(1, 1, 1),
                at(2, 1, 0.8),
                at(3, 1, 0.5),
                at(4, 1, 0.4),
                at(5, 1, 0.4)))
        .containsExactly("generalised@0", "collapsed@2");
  }

  @Test
  void validationLostAfterAChangeOfTheTrainingSetIsUnGrokking() {
    detector.accept(probe(0, 1, 1));
    detector.trainingSetChanged();
    assertThat(timeline(at(1, 1, 0.8), at(2, 1, 0.5), at(3, 1, 0.4)))
        .containsExactly("generalised@0", "un-grokked@1");
  }

  @Test
  void aTrainingSetThatIsLostTooIsNamedSo() {
    assertThat(timeline(at(0, 1, 1), at(1, 0.5, 0.5), at(2, 0.2, 0.2), at(3, 0.01, 0.01)))
        .containsExactly("generalised@0", "lost@1");
  }

  @Test
  void aDivergedRunIsInConfusion() {
    double nan = Double.NaN;
    assertThat(
            timeline(at(0, 0, 0), at(1, 0.5, 0), at(2, nan, nan), at(3, nan, nan), at(4, nan, nan)))
        .containsExactly("confusion@0", "memorisation@1", "confusion@2");
  }

  @Test
  void confidenceGrowsWithAgreeingProbesAndFallsWithOthers() {
    detector.accept(probe(0, 1, 0));
    assertThat(detector.phases().getLast().confidence()).isEqualTo(2.0 / 3, within(1e-15));
    detector.accept(probe(1, 1, 0));
    detector.accept(probe(2, 1, 0));
    assertThat(detector.phases().getLast().confidence()).isEqualTo(4.0 / 5, within(1e-15));
    detector.accept(probe(3, 1, 0.97));
    detector.accept(probe(4, 1, 0));
    assertThat(detector.phases().getLast().confidence()).isEqualTo(5.0 / 7, within(1e-15));
  }

  @Test
  void evidenceIsASentenceWithTheNumbers() {
    timeline(at(0, 0.01, 0.01), at(10, 1, 0.02), at(20, 1, 0.5));
    assertThat(detector.phases())
        .extracting(PhaseSpan::evidence)
        .containsExactly(
            "train accuracy 0.010, validation accuracy 0.010: the training set is not fit",
            "train accuracy 1.000, validation accuracy 0.020: the training set is fit, validation"
                + " has not moved",
            "train accuracy 1.000, validation accuracy 0.500: validation has left its level"
                + " 0.020");
  }

  @Test
  void stepsMustAscend() {
    detector.accept(probe(3, 0, 0));
    assertThatThrownBy(() -> detector.accept(probe(2, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
