package groklab.engine.f64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.kernel.LossPrecision;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The loss of one row, in all precisions.
class LossRowTest {
  private static final LossRow ROW = LossRow.plain();

  private static double[] row(double... logits) {
    return Arrays.copyOf(logits, LossRow.scratch(logits.length));
  }

  private static double loss(LossPrecision precision, double... logits) {
    return ROW.loss(precision, row(logits), logits.length, 0);
  }

  @Test
  void lossAndSlopeFollowTheFormula() {
    double[] z = row(1, -2, 0.5, 3);
    double sum = Math.exp(1) + Math.exp(-2) + Math.exp(0.5) + Math.exp(3);
    double loss = ROW.lossAndSlope(LossPrecision.FLOAT64, z, 4, 2);
    assertThat(loss).isEqualTo(Math.log(sum) - 0.5, within(1e-15));
    assertThat(z[0]).isEqualTo(Math.exp(1) / sum, within(1e-16));
    assertThat(z[2]).isEqualTo(Math.exp(0.5) / sum - 1, within(1e-15));
    assertThat(z[0] + z[1] + z[2] + z[3]).isEqualTo(0, within(1e-15));
  }

  /// 1 + e^−d rounds to 1 from d = (digits)·ln 2 on: 7.6, 16.6 and 36.7 nats (arXiv 2501.04697).
  @Test
  void softmaxCollapsesAtTheLeadThatThePrecisionCannotHold() {
    assertThat(loss(LossPrecision.FLOAT16, 7.5, 0)).isPositive();
    assertThat(loss(LossPrecision.FLOAT16, 7.7, 0)).isZero();
    assertThat(loss(LossPrecision.BFLOAT16, 5.5, 0)).isPositive();
    assertThat(loss(LossPrecision.BFLOAT16, 5.6, 0)).isZero();
    assertThat(loss(LossPrecision.FLOAT32, 16.6, 0)).isPositive();
    assertThat(loss(LossPrecision.FLOAT32, 16.7, 0)).isZero();
    assertThat(loss(LossPrecision.FLOAT64, 36.7, 0)).isPositive();
    assertThat(loss(LossPrecision.FLOAT64, 36.8, 0)).isZero();
  }

  @Test
  void theTargetsSlopeDoesNotVanishWithTheCollapse() {
    double[] z = row(40, 0, 0);
    assertThat(ROW.lossAndSlope(LossPrecision.FLOAT64, z, 3, 0)).isZero();
    assertThat(z[0]).isEqualTo(-2 * Math.exp(-40), within(1e-30));
  }

  @Test
  void theSlopesInSinglePrecisionAreSinglePrecisionNumbers() {
    double[] z = row(0.3, 1.7, -2.2, 5.1, 0.01);
    ROW.lossAndSlope(LossPrecision.FLOAT32, z, 5, 3);
    for (int i = 0; i < 5; i++) {
      assertThat(z[i]).isEqualTo((float) z[i]).isNotZero();
    }
  }
}
