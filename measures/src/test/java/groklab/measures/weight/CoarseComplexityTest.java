package groklab.measures.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.measures.weight.CoarseComplexity.Coarse;
import groklab.measures.weight.CoarseComplexity.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CoarseComplexityTest {
  /// The sequential Krichevsky-Trofimov code and the Elias gamma codes, written out.
  @Test
  void bitsAreThoseOfTheAdaptiveCode() {
    double[] values = {0, 0, 1.5, 0, -0.5, 0, 1.5, 0};
    Map<Double, Integer> seen = new TreeMap<>();
    double sequence = 0;
    for (int n = 0; n < values.length; n++) {
      sequence -= Math.log((seen.getOrDefault(values[n], 0) + 0.5) / (n + 1.5)) / Math.log(2);
      seen.merge(values[n], 1, Integer::sum);
    }
    // three symbols: gamma(3) = 3 bits; the first, -1, is zigzag 1 + 1 = 2: 3 bits; gaps 1 and 3: 1
    // + 3 bits
    assertThat(CoarseComplexity.bits(values, 0.5))
        .isCloseTo(3 + 3 + 1 + 3 + sequence, within(1e-9));
    assertThat(CoarseComplexity.bits(new double[0], 0.5)).isZero();
  }

  @Test
  void aLowRankMatrixIsWorthFewerBitsThanARandomOne() {
    Matrix random = gaussian(40, 30, 1);
    Matrix low = gaussian(40, 1, 2).times(gaussian(1, 30, 3));
    Setting setting = new Setting(0.99, 1.0 / 64);
    double bitsOfRandom = new CoarseComplexity(List.of(random)).at(setting).bits();
    double bitsOfLow = new CoarseComplexity(List.of(low)).at(setting).bits();
    assertThat(bitsOfLow).isLessThan(bitsOfRandom / 5);
  }

  @Test
  void fineBinsKeepTheWeightsAndCoarseOnesAreCheap() {
    Matrix low = gaussian(40, 1, 2).times(gaussian(1, 30, 3));
    CoarseComplexity complexity =
        new CoarseComplexity(List.of(low, new Matrix(1, 3, new double[] {1, 2, 3.3})));
    Coarse fine = complexity.at(new Setting(0.999, 1e-6));
    for (int i = 0; i < 1200; i++) {
      assertThat(fine.weights().getFirst().values()[i]).isCloseTo(low.values()[i], within(1e-4));
    }
    assertThat(fine.weights().get(1).get(0, 2)).isCloseTo(3.3, within(1e-6));
    Coarse rough = complexity.at(new Setting(0.999, 1));
    assertThat(rough.bits()).isLessThan(fine.bits());
    assertThat(rough.weights().get(1).values()).containsExactly(1, 2, 3);
  }

  @Test
  void theCheapestSettingWithinTheLossIsTaken() {
    Matrix w = gaussian(12, 8, 4);
    CoarseComplexity complexity = new CoarseComplexity(List.of(w));
    double epsilon = 0.05;
    Coarse best =
        complexity
            .smallest(CoarseComplexity.grid(), t -> squared(t.getFirst(), w), epsilon)
            .getFirst()
            .orElseThrow();
    assertThat(squared(best.weights().getFirst(), w)).isLessThanOrEqualTo(epsilon);
    for (Setting setting : CoarseComplexity.grid()) {
      Coarse other = complexity.at(setting);
      if (squared(other.weights().getFirst(), w) <= epsilon) {
        assertThat(best.bits()).isLessThanOrEqualTo(other.bits());
      }
    }
    assertThat(
            complexity.smallest(
                List.of(new Setting(0.5, 1)), t -> squared(t.getFirst(), w), epsilon))
        .containsExactly(Optional.empty());
  }

  @Test
  void moreDistortionNeverCostsMoreBits() {
    Matrix w = gaussian(12, 8, 4);
    CoarseComplexity complexity = new CoarseComplexity(List.of(w));
    double previous = 0;
    for (double epsilon : new double[] {10, 1, 0.1, 0.01}) {
      double bits =
          complexity
              .smallest(CoarseComplexity.grid(), t -> squared(t.getFirst(), w), epsilon)
              .getFirst()
              .orElseThrow()
              .bits();
      assertThat(bits).isGreaterThanOrEqualTo(previous);
      previous = bits;
    }
  }

  @Test
  void severalDistortionsAreFoundInOneSearch() {
    Matrix w = gaussian(12, 8, 4);
    CoarseComplexity complexity = new CoarseComplexity(List.of(w));
    double[] epsilons = {10, 1, 0.1, 1e-30};
    var found =
        complexity.smallest(CoarseComplexity.grid(), t -> squared(t.getFirst(), w), epsilons);
    for (int e = 0; e < epsilons.length; e++) {
      var alone =
          complexity.smallest(CoarseComplexity.grid(), t -> squared(t.getFirst(), w), epsilons[e]);
      assertThat(found.get(e).map(Coarse::setting))
          .isEqualTo(alone.getFirst().map(Coarse::setting));
    }
    assertThat(found.getFirst()).isPresent();
    assertThat(found.getLast()).as("no rounding is exact").isEmpty();
    assertThatThrownBy(() -> complexity.smallest(CoarseComplexity.grid(), t -> 0, 0.1, 1))
        .hasMessageContaining("expected them to descend");
  }

  @Test
  void settingsAndWeightsAreChecked() {
    assertThatThrownBy(() -> new Setting(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Setting(0.5, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CoarseComplexity.bits(new double[] {Double.NaN}, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double squared(Matrix a, Matrix b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      double d = a.values()[i] - b.values()[i];
      sum += d * d;
    }
    return sum;
  }

  private static Matrix gaussian(int rows, int cols, long seed) {
    RandomStream stream = RandomStream.of(seed, "gaussian");
    double[] values = new double[rows * cols];
    for (int i = 0; i < values.length; i++) {
      values[i] = stream.normal(i);
    }
    return new Matrix(rows, cols, values);
  }
}
