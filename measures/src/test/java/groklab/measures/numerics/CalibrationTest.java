package groklab.measures.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  /// Two classes; class 0 has probability p.
  private static double[] row(double p) {
    return new double[] {StrictMath.log(p), StrictMath.log(1 - p)};
  }

  @Test
  void theErrorIsTheWeightedGapOfTheBins() {
    // of ten bins: two rows of 0.95 (one right), one of 0.65 (right), one of 0.35 (answer 1 at
    // 0.65, wrong)
    Matrix logits = Matrix.of(row(0.95), row(0.95), row(0.65), row(0.35));
    var calibration = Calibration.of(logits, new int[] {0, 1, 0, 0}, 10);
    assertThat(calibration.counts()).containsExactly(0, 0, 0, 0, 0, 0, 2, 0, 0, 2);
    assertThat(calibration.binAccuracy()[9]).isEqualTo(0.5);
    assertThat(calibration.binConfidence()[6]).isCloseTo(0.65, within(1e-12));
    assertThat(calibration.binAccuracy()[0]).isNaN();
    assertThat(calibration.expectedError()).isCloseTo(0.5 * 0.45 + 0.5 * 0.15, within(1e-12));
    assertThat(calibration.largestError()).isCloseTo(0.45, within(1e-12));
    assertThat(calibration.meanConfidence()).isCloseTo(0.8, within(1e-12));
    assertThat(calibration.accuracy()).isEqualTo(0.5);
  }

  @Test
  void certainRightAnswersArePerfectlyCalibratedAndCertainWrongOnesNotAtAll() {
    Matrix certain = Matrix.of(new double[] {900, 0, 0}, new double[] {0, 900, 0});
    assertThat(Calibration.of(certain, new int[] {0, 1}, 15).expectedError()).isZero();
    assertThat(Calibration.of(certain, new int[] {1, 2}, 15).expectedError()).isEqualTo(1);
  }

  @Test
  void binsAreClosedAbove() {
    var calibration = Calibration.of(Matrix.of(new double[] {0, 0}), new int[] {0}, 2);
    assertThat(calibration.counts()).containsExactly(1, 0); // confidence exactly 1/2
  }

  @Test
  void infiniteLogitsAreRefused() {
    Matrix logits = Matrix.of(new double[] {Double.POSITIVE_INFINITY, 0});
    assertThatThrownBy(() -> Calibration.of(logits, new int[] {0}, 15))
        .hasMessageContaining("finite");
  }
}
