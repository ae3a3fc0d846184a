package groklab.measures.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoftmaxCollapseTest {
  private static boolean collapsed(double lead, int rivals, FloatFormat precision) {
    double[] row = new double[rivals + 1];
    row[0] = lead;
    return SoftmaxCollapse.of(Matrix.of(row), new int[] {0}, precision).collapsed() == 1;
  }

  /// prieto2025 in the reference notes: 16.6 / 36.7 / 7.6 nats over a single rival, ln 112 = 4.7
  /// more over 112.
  @Test
  void prieto2025LeadsOverOneAndOver112Rivals() {
    double more = StrictMath.log(112);
    assertThat(more).isCloseTo(4.7, within(0.05));
    double[] leads = {7.62, 16.64, 36.74};
    FloatFormat[] precisions = {FloatFormat.FLOAT16, FloatFormat.FLOAT32, FloatFormat.FLOAT64};
    for (int i = 0; i < leads.length; i++) {
      assertThat(collapsed(leads[i] + 0.02, 1, precisions[i])).isTrue();
      assertThat(collapsed(leads[i] - 0.02, 1, precisions[i])).isFalse();
      assertThat(collapsed(leads[i] + more + 0.02, 112, precisions[i])).isTrue();
      assertThat(collapsed(leads[i] + more - 0.02, 112, precisions[i])).isFalse();
    }
  }

  @Test
  void onlyRightAnswersHaveLossZero() {
    Matrix logits = Matrix.of(new double[] {20, 0}, new double[] {20, 0}, new double[] {1, 0});
    var collapse = SoftmaxCollapse.of(logits, new int[] {0, 1, 0}, FloatFormat.FLOAT32);
    assertThat(collapse.collapsed()).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(collapse.zeroLoss()).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(collapse.zeroGradient()).isCloseTo(1.0 / 3, within(1e-15));
  }

  @Test
  void collapsedRowsLeaveTheGradientsOfWrongClassesUnbalanced() {
    double[] row = new double[113];
    row[0] = 25;
    Matrix logits = Matrix.of(row);
    double wrong = 112 * StrictMath.exp(-25);
    assertThat(SoftmaxCollapse.of(logits, new int[] {0}, FloatFormat.FLOAT32).imbalance())
        .isCloseTo(wrong, within(1e-6 * wrong));
    assertThat(SoftmaxCollapse.of(logits, new int[] {0}, FloatFormat.FLOAT64).imbalance())
        .isCloseTo(0, within(1e-15));
  }

  @Test
  void anExactTieIsNotCollapsed() {
    double[] row = new double[5];
    Arrays.fill(row, 1e6);
    var collapse = SoftmaxCollapse.of(Matrix.of(row), new int[] {3}, FloatFormat.FLOAT16);
    assertThat(collapse.collapsed()).isZero();
    assertThat(collapse.zeroGradient()).isZero();
  }
}
