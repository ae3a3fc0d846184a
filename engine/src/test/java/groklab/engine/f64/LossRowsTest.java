package groklab.engine.f64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.kernel.LossPrecision;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The losses of rows, in all precisions.
class LossRowTest {
  private static final LossRows ROWS = LossRows.plain();

  private static double[] row(double... logits) {
    return Arrays.copyOf(logits, LossRows.scratch(logits.length));
  }

  private static double loss(LossPrecision precision, double... logits) {
    double[] z = row(logits);
    ROWS.loss(precision, z, 1, logits.length, new int[] {0}, 0);
    return z[LossRows.losses(logits.length)];
  }

  @Test
  void lossAndSlopeFollowTheFormula() {
    double[] z = row(1, -2, 0.5, 3);
    double sum = Math.exp(1) + Math.exp(-2) + Math.exp(0.5) + Math.exp(3);
    ROWS.lossAndSlope(LossPrecision.FLOAT64, z, 1, 4, new int[] {2}, 0);
    assertThat(z[LossRows.losses(4)]).isEqualTo(Math.log(sum) - 0.5, within(1e-15));
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
    ROWS.lossAndSlope(LossPrecision.FLOAT64, z, 1, 3, new int[] {0}, 0);
    assertThat(z[LossRows.losses(3)]).isZero();
    assertThat(z[0]).isEqualTo(-2 * Math.exp(-40), within(1e-30));
  }

  @Test
  void theSlopesInSinglePrecisionAreSinglePrecisionNumbers() {
    double[] z = row(0.3, 1.7, -2.2, 5.1, 0.01);
    ROWS.lossAndSlope(LossPrecision.FLOAT32, z, 1, 5, new int[] {3}, 0);
    for (int i = 0; i < 5; i++) {
      assertThat(z[i]).isEqualTo((float) z[i]).isNotZero();
    }
  }

  /// Whatever rows stand beside it.
  @ParameterizedTest
  @EnumSource
  void aRowHasTheSameLossAndSlopeAmongOthersAsAlone(LossPrecision precision) {
    int cols = 21;
    int stride = LossRows.stride(cols);
    int[] targets = {3, 0, 20, 7, 7, 15, 2, 11};
    double[] together = new double[LossRows.scratch(cols)];
    for (int r = 0; r < LossRows.MOST; r++) {
      for (int i = 0; i < cols; i++) {
        together[r * stride + i] = (r * 37 + i * 53) % 64 / 8.0 - 4;
      }
    }
    double[] logits = together.clone();
    for (LossRows kernel : List.of(LossRows.plain(), LossRows.simd())) {
      System.arraycopy(logits, 0, together, 0, logits.length);
      kernel.lossAndSlope(precision, together, LossRows.MOST, cols, targets, 0);
      for (int r = 0; r < LossRows.MOST; r++) {
        double[] alone = new double[LossRows.scratch(cols)];
        System.arraycopy(logits, r * stride, alone, 0, cols);
        ROWS.lossAndSlope(precision, alone, 1, cols, targets, r);
        int from = r * stride;
        assertThat(Arrays.copyOfRange(together, from, from + cols))
            .containsExactly(Arrays.copyOf(alone, cols));
        assertThat(together[LossRows.losses(cols) + r]).isEqualTo(alone[LossRows.losses(cols)]);
        assertThat(alone[LossRows.losses(cols)]).isPositive();
      }
    }
  }
}
