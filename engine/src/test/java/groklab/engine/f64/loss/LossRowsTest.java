package groklab.engine.f64.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.LossPrecision;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The losses of rows, in all precisions.
class LossRowsTest {
  private static final LossRows ROWS = LossRows.plain();

  /// One row with target `target`.
  private static LossBlock row(LossPrecision precision, int target, double... logits) {
    return row(ClassLossForm.softmax(precision), target, logits);
  }

  private static LossBlock row(ClassLossForm form, int target, double... logits) {
    LossBlock block = new LossBlock(logits.length).with(new int[] {target}, form);
    block.rows = 1;
    block.cols = logits.length;
    System.arraycopy(logits, 0, block.z, 0, logits.length);
    return block;
  }

  private static double loss(LossPrecision precision, double... logits) {
    LossBlock block = row(precision, 0, logits);
    ROWS.loss(block);
    return block.z[LossRows.losses(logits.length)];
  }

  /// z after [LossRows#lossAndSlope].
  private static double[] slope(LossPrecision precision, int target, double... logits) {
    LossBlock block = row(precision, target, logits);
    ROWS.lossAndSlope(block);
    return block.z;
  }

  @Test
  void lossAndSlopeFollowTheFormula() {
    double[] z = slope(LossPrecision.FLOAT64, 2, 1, -2, 0.5, 3);
    double sum = Math.exp(1) + Math.exp(-2) + Math.exp(0.5) + Math.exp(3);
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
    double[] z = slope(LossPrecision.FLOAT64, 0, 40, 0, 0);
    assertThat(z[LossRows.losses(3)]).isZero();
    assertThat(z[0]).isEqualTo(-2 * Math.exp(-40), within(1e-30));
  }

  /// 16 in float32 is a probability of 1 − 1.1e-7: one step of the format below 1.
  @ParameterizedTest
  @EnumSource
  void lessOneTheTargetsSlopeVanishesWithTheCollapse(LossPrecision precision) {
    var form = new ClassLossForm(ClassLossForm.Kind.SOFTMAX_LESS_ONE, precision);
    double[] leads = {5, 7.5, 16, 36};
    double collapsesAt =
        switch (precision) {
          case BFLOAT16 -> 5.6;
          case FLOAT16 -> 7.7;
          case FLOAT32 -> 16.7;
          case FLOAT64 -> 36.8;
        };
    for (LossRows kernel : List.of(LossRows.plain(), LossRows.simd())) {
      for (double lead : leads) {
        LossBlock block = row(form, 0, lead, 0);
        kernel.lossAndSlope(block);
        assertThat(block.z[0] == 0).as("%s %s", precision, lead).isEqualTo(lead > collapsesAt);
        assertThat(block.z[0]).isNotPositive();
        double rival = Math.exp(-lead);
        assertThat(block.z[1]).isCloseTo(rival / (1 + rival), within(rival / 64 + 0x1p-25));
      }
    }
  }

  /// Alone and in a row with others, whatever the precision: what is pushed down is as it was.
  @ParameterizedTest
  @EnumSource
  void mutedTheTargetsSlopeIsZeroAndTheOthersAreAsBefore(LossPrecision precision) {
    var muted = new ClassLossForm(ClassLossForm.Kind.SOFTMAX_MUTED, precision);
    double[] logits = {0.3, 1.7, -2.2, 5.1, 0.01};
    for (LossRows kernel : List.of(LossRows.plain(), LossRows.simd())) {
      LossBlock block = row(muted, 1, logits);
      kernel.lossAndSlope(block);
      double[] exact = slope(precision, 1, logits);
      assertThat(exact[1]).isNegative();
      exact[1] = 0;
      assertThat(Arrays.copyOf(block.z, 5)).containsExactly(Arrays.copyOf(exact, 5));
      assertThat(block.z[LossRows.losses(5)]).isEqualTo(exact[LossRows.losses(5)]).isPositive();
    }
  }

  @Test
  void theSlopesInSinglePrecisionAreSinglePrecisionNumbers() {
    double[] z = slope(LossPrecision.FLOAT32, 3, 0.3, 1.7, -2.2, 5.1, 0.01);
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
    LossBlock together = new LossBlock(cols).with(targets, ClassLossForm.softmax(precision));
    together.rows = LossRows.MOST;
    together.cols = cols;
    for (int r = 0; r < LossRows.MOST; r++) {
      for (int i = 0; i < cols; i++) {
        together.z[r * stride + i] = (r * 37 + i * 53) % 64 / 8.0 - 4;
      }
    }
    double[] logits = together.z.clone();
    for (LossRows kernel : List.of(LossRows.plain(), LossRows.simd())) {
      System.arraycopy(logits, 0, together.z, 0, logits.length);
      kernel.lossAndSlope(together);
      for (int r = 0; r < LossRows.MOST; r++) {
        double[] alone =
            slope(precision, targets[r], Arrays.copyOfRange(logits, r * stride, r * stride + cols));
        int from = r * stride;
        assertThat(Arrays.copyOfRange(together.z, from, from + cols))
            .containsExactly(Arrays.copyOf(alone, cols));
        assertThat(together.z[LossRows.losses(cols) + r]).isEqualTo(alone[LossRows.losses(cols)]);
        assertThat(alone[LossRows.losses(cols)]).isPositive();
      }
    }
  }
}
