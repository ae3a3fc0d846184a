package groklab.measures.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.random.RandomStream;
import groklab.measures.numerics.SlingshotDetector.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlingshotDetectorTest {
  private static final int EVERY = 10;

  /// A run of 400 observations that memorises at the 20th; each listed observation begins a cycle
  /// of ten: growth for six, a spike for three, then rest.
  private static List<Observation> run(boolean growth, boolean spikes, int... cycles) {
    var stream = RandomStream.of(1, "run");
    List<Observation> out = new ArrayList<>();
    double logNorm = 1;
    for (int i = 0; i < 400; i++) {
      double loss = (i < 20 ? 1 : 1e-4) * (1 + 0.3 * stream.uniform(i));
      double accuracy = i < 20 ? 0.5 : 1;
      logNorm += 1e-4 * (1 + stream.uniform(1000 + i));
      for (int c : cycles) {
        int phase = i - c;
        logNorm += growth && phase >= 0 && phase < 6 ? 0.02 : 0;
        boolean spike = spikes && phase >= 6 && phase < 9;
        loss = spike ? 0.5 + 0.1 * (phase == 7 ? 1 : 0) : loss;
        accuracy = spike ? 0.9 : accuracy;
      }
      double validation = 0.1 + 0.2 * i / 400;
      out.add(
          new Observation((long) EVERY * i, StrictMath.exp(logNorm), loss, accuracy, validation));
    }
    return out;
  }

  private static List<Slingshot> found(List<Observation> observations) {
    var detector = new SlingshotDetector(SlingshotRule.usual());
    List<Slingshot> out = new ArrayList<>();
    for (Observation o : observations) {
      detector.accept(o).ifPresent(out::add);
    }
    return out;
  }

  @Test
  void everyFullCycleIsOneSlingshot() {
    var slingshots = found(run(true, true, 100, 200, 300));
    assertThat(slingshots).extracting(Slingshot::spikeStep).containsExactly(1070L, 2070L, 3070L);
    var first = slingshots.getFirst();
    assertThat(first.growthFrom()).isEqualTo(990);
    assertThat(first.spikeLoss()).isEqualTo(0.6);
    assertThat(first.medianLoss()).isBetween(1e-4, 1.3e-4);
    assertThat(first.plateauStep()).isEqualTo(1090);
    assertThat(first.validationBefore()).isEqualTo(0.1 + 0.2 * 105 / 400);
    assertThat(first.validationAfter()).isEqualTo(0.1 + 0.2 * 109 / 400);
  }

  @Test
  void spikesWithoutGrowthAreNone() {
    // a norm that shrinks all the time
    List<Observation> even = new ArrayList<>();
    for (Observation o : run(false, true, 100, 200)) {
      double norm = StrictMath.exp(1 - 1e-6 * o.step());
      even.add(
          new Observation(
              o.step(), norm, o.trainLoss(), o.trainAccuracy(), o.validationAccuracy()));
    }
    assertThat(found(even)).isEmpty();
  }

  @Test
  void spikesInANormThatOnlyJittersAreNone() {
    var stream = RandomStream.of(4, "jitter");
    List<Observation> jittering = new ArrayList<>();
    for (Observation o : run(false, true, 60, 120, 180, 240, 300, 360)) {
      double norm = StrictMath.exp(1 + 1e-3 * stream.normal(o.step()));
      jittering.add(
          new Observation(
              o.step(), norm, o.trainLoss(), o.trainAccuracy(), o.validationAccuracy()));
    }
    assertThat(found(jittering)).isEmpty();
  }

  @Test
  void growthWithoutSpikesIsNone() {
    assertThat(found(run(true, false, 100, 200))).isEmpty();
  }

  @Test
  void aSpikeThatCostsNoTrainingAnswerIsNone() {
    List<Observation> right = new ArrayList<>();
    for (Observation o : run(true, true, 100)) {
      double accuracy = o.step() < 200 ? o.trainAccuracy() : 1;
      right.add(
          new Observation(
              o.step(), o.lastLayerNorm(), o.trainLoss(), accuracy, o.validationAccuracy()));
    }
    assertThat(found(right)).isEmpty();
  }

  @Test
  void aNormThatNeverRestsCompletesNone() {
    List<Observation> growing = new ArrayList<>();
    for (Observation o : run(true, true, 100)) {
      double factor = StrictMath.exp(0.002 * Math.max(0, o.step() - 1000));
      growing.add(
          new Observation(
              o.step(),
              o.lastLayerNorm() * factor,
              o.trainLoss(),
              o.trainAccuracy(),
              o.validationAccuracy()));
    }
    assertThat(found(growing)).isEmpty();
  }

  @Test
  void aRunThatNeverMemorisedHasNone() {
    List<Observation> confused = new ArrayList<>();
    for (Observation o : run(true, true, 100)) {
      confused.add(
          new Observation(o.step(), o.lastLayerNorm(), o.trainLoss(), 0.5, o.validationAccuracy()));
    }
    assertThat(found(confused)).isEmpty();
  }

  @Test
  void stepsMustAscendAndNormsBePositive() {
    var detector = new SlingshotDetector(SlingshotRule.usual());
    detector.accept(new Observation(10, 1, 1, 1, Double.NaN));
    assertThatThrownBy(() -> detector.accept(new Observation(10, 1, 1, 1, Double.NaN)))
        .hasMessageContaining("ascending");
    assertThatThrownBy(() -> detector.accept(new Observation(11, 0, 1, 1, Double.NaN)))
        .hasMessageContaining("positive");
  }
}
