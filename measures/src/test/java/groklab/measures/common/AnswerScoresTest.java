package groklab.measures.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Oracle: the "scores" item of the reference notes's measures.
class AnswerScoresTest {
  private static final Offset<Double> EIGHT_DIGITS = within(0.5e-8);
  private static final Matrix LOGITS =
      Matrix.of(
          new double[] {2, 1, 0.1},
          new double[] {0.5, 0.2, 3},
          new double[] {1, 1, 1},
          new double[] {-1, 4, 3.5});
  private static final AnswerScores SCORES = AnswerScores.of(LOGITS, new int[] {0, 1, 2, 1});

  @Test
  void oracleCrossEntropy() {
    assertThat(SCORES.crossEntropy())
        .containsExactly(
            new double[] {0.41703002, 2.93356457, 1.09861229, 0.47826231}, EIGHT_DIGITS);
    assertThat(AnswerScores.mean(SCORES.crossEntropy())).isCloseTo(1.23186730, EIGHT_DIGITS);
  }

  /// The reference notes print a mean of 0.70111460; in forty digits it is 0.70111459205, and so is
  /// the mean of the four numbers it prints.
  @Test
  void oracleBrier() {
    assertThat(SCORES.brier())
        .containsExactly(
            new double[] {0.18476920, 1.66714951, 0.66666667, 0.28587299}, EIGHT_DIGITS);
    assertThat(AnswerScores.mean(SCORES.brier())).isCloseTo(0.70111459, EIGHT_DIGITS);
  }

  @Test
  void oracleMargin() {
    assertThat(SCORES.margin()).containsExactly(new double[] {1, -2.8, 0, 0.5}, within(1e-15));
  }

  @Test
  void theExactTieOfTheOracleIsCountedThreeWays() {
    assertThat(SCORES.accuracyFirst()).isEqualTo(0.5);
    assertThat(SCORES.accuracyStrict()).isEqualTo(0.5);
    assertThat(SCORES.accuracyShared()).isCloseTo((2 + 1.0 / 3) / 4, within(1e-15));
    assertThat(SCORES.reciprocalRank()).containsExactly(1, 1.0 / 3, 0.5, 1);
    assertThat(AnswerScores.of(LOGITS, new int[] {0, 1, 0, 1}).accuracyFirst()).isEqualTo(0.75);
  }

  @Test
  void aCertainRightAnswerKeepsTheDigitsOfItsLoss() {
    var scores = AnswerScores.of(Matrix.of(new double[] {60, 0}), new int[] {0});
    assertThat(scores.crossEntropy()[0]).isCloseTo(StrictMath.exp(-60), within(1e-40));
    assertThat(scores.brier()[0]).isCloseTo(2 * StrictMath.exp(-120), within(1e-66));
    assertThat(scores.probability()[0]).isEqualTo(1);
  }

  @Test
  void aNanLogitMakesNoAnswerRight() {
    var scores = AnswerScores.of(Matrix.of(new double[] {5, Double.NaN}), new int[] {0});
    assertThat(scores.accuracyFirst()).isZero();
    assertThat(scores.crossEntropy()[0]).isNaN();
  }

  @Test
  void normalisedMarginsIgnoreTheScaleOfAHomogeneousNetwork() {
    // twice the weights of a three-layer network: eight times the margin
    assertThat(AnswerScores.normalisedMargin(8 * 0.7, 2 * 5, 3))
        .isCloseTo(AnswerScores.normalisedMargin(0.7, 5, 3), within(1e-15));
  }

  @Test
  void wanDSmoothedAccuracyIsHalfAtTheBorder() {
    assertThat(AnswerScores.smoothedAccuracy(new double[] {0, 100, -100, 0}, 7))
        .isCloseTo(0.5, within(1e-15));
    assertThat(AnswerScores.smoothedAccuracy(new double[] {0.1}, 7))
        .isCloseTo(1 / (1 + StrictMath.exp(-0.7)), within(1e-15));
  }

  @Test
  void labelsMustBeClasses() {
    assertThatThrownBy(() -> AnswerScores.of(LOGITS, new int[] {0, 1, 3, 1}))
        .hasMessageContaining("label 3; expected 0 to 2");
  }
}
