package groklab.measures.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class SoftmaxDivergenceTest {

  @Test
  void ofTwoCoinsItIsTheirTextbookDivergence() {
    // p = (1/2, 1/2), q = (1/4, 3/4)
    Matrix p = Matrix.of(new double[] {7, 7});
    Matrix q = Matrix.of(new double[] {0, StrictMath.log(3)});
    double expected = 0.5 * StrictMath.log(2) + 0.5 * StrictMath.log(2.0 / 3);
    assertThat(SoftmaxDivergence.kullbackLeibler(p, q)[0]).isCloseTo(expected, within(1e-15));
  }

  @Test
  void aConstantAddedToARowChangesNothing() {
    Matrix p = Matrix.of(new double[] {1, 2, 3});
    Matrix q = Matrix.of(new double[] {-99, -98, -97});
    assertThat(SoftmaxDivergence.kullbackLeibler(p, q)[0]).isCloseTo(0, within(1e-15));
  }

  @Test
  void circuitComplexityIsASumOverExamples() {
    Matrix p = Matrix.of(new double[] {1, 0}, new double[] {1, 0}, new double[] {1, 0});
    Matrix q = Matrix.of(new double[] {0, 0}, new double[] {0, 0}, new double[] {0, 0});
    assertThat(SoftmaxDivergence.circuitComplexity(p, q))
        .isCloseTo(3 * SoftmaxDivergence.kullbackLeibler(p, q)[0], within(1e-15));
  }

  @Test
  void aTenthOfTheWeightsIsMaskedEachOnce() {
    int[] mask = SoftmaxDivergence.maskedWeights(200, 0.1, 4);
    assertThat(mask).hasSize(20).doesNotHaveDuplicates().isSorted();
    assertThat(SoftmaxDivergence.maskedWeights(200, 0.1, 4)).containsExactly(mask);
    assertThat(SoftmaxDivergence.maskedWeights(200, 0.1, 5)).isNotEqualTo(mask);
  }

  @Test
  void shapesMustAgree() {
    Matrix p = Matrix.of(new double[] {1, 0});
    assertThatThrownBy(() -> SoftmaxDivergence.kullbackLeibler(p, p.transposed()))
        .hasMessageContaining("one shape");
  }
}
