package groklab.measures.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelationTrapsTest {
  /// The statistics of the project's notes for 784 x 200: none planted 0, 15 σ 0, 30, 40 and 90 σ
  /// exactly 1.
  @ParameterizedTest
  @CsvSource({"0, 0, 1", "0, 0, 2", "15, 0, 3", "30, 1, 4", "40, 1, 5", "40, 1, 6", "90, 1, 7"})
  void aLargeEnoughEntryIsOneTrap(double entry, int traps, long seed) {
    CorrelationTraps found = traps(RandomMatrices.gaussianWithEntry(784, 200, seed, entry), seed);
    assertThat(found.replicas()).isEqualTo(1);
    assertThat(found.perReplica()).isEqualTo(traps);
  }

  @Test
  void theTrapSitsWhereTheTheoryPutsIt() {
    CorrelationTraps found = traps(RandomMatrices.gaussianWithEntry(784, 200, 1, 90), 1);
    double rescaled = found.maxRandomEigenvalue() * ((BulkFit.Fit) found.bulk()).scale();
    assertThat(rescaled).isCloseTo(11.05, within(0.15));
  }

  /// "One 25-sigma entry in 128x64 reports 5, in 128x128 reports 1."
  @Test
  void smallMatricesCountEveryTrapFiveTimes() {
    CorrelationTraps small = traps(RandomMatrices.gaussianWithEntry(128, 64, 1, 25), 1);
    assertThat(small.replicas()).isEqualTo(5);
    assertThat(small.pooled()).isEqualTo(5);
    assertThat(small.perReplica()).isEqualTo(1);
    CorrelationTraps square = traps(RandomMatrices.gaussianWithEntry(128, 128, 1, 25), 1);
    assertThat(square.replicas()).isEqualTo(1);
    assertThat(square.pooled()).isEqualTo(1);
  }

  @Test
  void aCommonMeanSurvivesTheShuffleToo() {
    Matrix shifted = RandomMatrices.gaussian(784, 200, 2);
    Arrays.setAll(shifted.values(), i -> shifted.values()[i] + 0.2);
    assertThat(traps(shifted, 1).perReplica()).isEqualTo(1);
  }

  @Test
  void aLowRankPatternDoesNotSurvive() {
    Matrix pattern = RandomMatrices.gaussian(128, 64, 2);
    Arrays.setAll(
        pattern.values(), i -> pattern.values()[i] + (i / 64 % 2 * 2 - 1) * (i % 64 % 2 * 2 - 1));
    CorrelationTraps found = traps(pattern, 1);
    assertThat(found.perReplica()).isZero();
    assertThat(found.softRank()).isLessThan(0.2);
    assertThat(found.maxDifference()).isPositive();
    assertThat(found.distance()).isBetween(0.3, Math.sqrt(Math.log(2)));
  }

  @Test
  void aRandomMatrixLooksLikeItsShuffle() {
    CorrelationTraps found = traps(RandomMatrices.gaussian(128, 64, 2), 1);
    assertThat(found.distance()).isLessThan(0.05);
    assertThat(found.softRank()).isCloseTo(1, within(0.1));
  }

  @Test
  void theSeedDecidesTheShuffle() {
    Matrix w = RandomMatrices.gaussian(30, 20, 2);
    assertThat(traps(w, 1)).isEqualTo(traps(w, 1));
    assertThat(traps(w, 2).maxRandomEigenvalue()).isNotEqualTo(traps(w, 1).maxRandomEigenvalue());
    double[] sorted = w.values().clone();
    double[] shuffled = CorrelationTraps.shuffled(w, RandomStream.of(1, "x")).values();
    assertThat(shuffled).isNotEqualTo(sorted);
    Arrays.sort(sorted);
    Arrays.sort(shuffled);
    assertThat(shuffled).isEqualTo(sorted);
  }

  @Test
  void disjointSpectraAreTheFarthestApart() {
    assertThat(CorrelationTraps.jensenShannonDistance(new double[] {0, 3}, new double[] {5, 0}))
        .isCloseTo(Math.sqrt(Math.log(2)), within(1e-15));
    assertThat(CorrelationTraps.jensenShannonDistance(new double[] {1, 3}, new double[] {2, 6}))
        .isZero();
  }

  @Test
  void aMatrixThatIsNotFiniteHasNoCount() {
    Matrix broken = new Matrix(2, 2, new double[] {1, 2, Double.NaN, 4});
    assertThat(traps(broken, 1).perReplica()).isNaN();
    assertThatThrownBy(() -> CorrelationTraps.of(broken, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// With the library's number of shuffles: five are pooled where the smaller dimension is below
  /// 100.
  private static CorrelationTraps traps(Matrix w, long seed) {
    return CorrelationTraps.of(w, seed, Math.min(w.rows(), w.cols()) < 100 ? 5 : 1);
  }
}
