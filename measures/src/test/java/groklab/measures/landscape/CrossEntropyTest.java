package groklab.measures.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

/// Oracle: the "scores" item of the reference notes's measures.
class CrossEntropyTest {
  private static final double[][] LOGITS = {{2, 1, 0.1}, {0.5, 0.2, 3}, {1, 1, 1}, {-1, 4, 3.5}};
  private static final int[] LABELS = {0, 1, 2, 1};
  private static final double[] ORACLE = {0.41703002, 2.93356457, 1.09861229, 0.47826231};

  @Test
  void rowsAndTheirMeanAreThoseOfTheOracle() {
    for (int r = 0; r < ORACLE.length; r++) {
      assertThat(CrossEntropy.mean(Matrix.of(LOGITS[r]), new int[] {LABELS[r]}))
          .isCloseTo(ORACLE[r], within(0.5e-8));
    }
    assertThat(CrossEntropy.mean(Matrix.of(LOGITS), LABELS)).isCloseTo(1.23186730, within(0.5e-8));
  }

  @Test
  void aCertainRightAnswerKeepsTheDigitsOfItsLoss() {
    assertThat(CrossEntropy.mean(Matrix.of(new double[] {60, 0}), new int[] {0}))
        .isCloseTo(StrictMath.exp(-60), within(1e-40));
  }

  @Test
  void aNanLogitHasNoLoss() {
    assertThat(CrossEntropy.mean(Matrix.of(new double[] {5, Double.NaN}), new int[] {0})).isNaN();
  }

  @Test
  void labelsMustBeClasses() {
    assertThatThrownBy(() -> CrossEntropy.mean(Matrix.of(LOGITS), new int[] {0, 1, 3, 1}))
        .hasMessageContaining("label 3; expected 0 to 2");
  }
}
