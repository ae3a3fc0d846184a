package groklab.engine.f32;

import static groklab.engine.f32.FloatTwins.PLAIN;
import static groklab.engine.f32.FloatTwins.compare;
import static groklab.engine.f32.FloatTwins.normals;
import static groklab.engine.f32.FloatTwins.rows;
import static groklab.engine.f32.FloatTwins.wild;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.f64.loss.LossBlock;
import groklab.engine.kernel.LossPrecision;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The squared error: both kernels beside each other, against its formula, and in each precision.
class FloatSquaredErrorTest {
  private static final int ROWS = 5;
  private static final int[] SIZES = {1, 7, 16, 17, 97, 113};

  private static void forward(FloatKernels k, float[][] a, int cols, LossPrecision precision) {
    k.squaredError()
        .forward(
            rows(a[0], 1, ROWS, 1),
            rows(a[1], 2, ROWS, cols),
            rows(a[2], 3, ROWS, cols),
            new LossBlock(cols).in(precision));
  }

  private static void backward(
      FloatKernels k, float[][] a, int cols, LossPrecision precision, boolean withLoss) {
    k.squaredError()
        .backward(
            withLoss ? rows(a[0], 1, ROWS, 1) : null,
            rows(a[3], 1, ROWS, cols),
            rows(a[1], 2, ROWS, cols),
            rows(a[2], 3, ROWS, cols),
            rows(a[4], 2, ROWS, 1),
            new LossBlock(cols).in(precision));
  }

  /// Losses, outputs, targets, slopes and factors.
  private static float[][] arrays(float[] z, float[] t, int cols) {
    return new float[][] {
      new float[ROWS + 2], z, t, new float[ROWS * cols + 2], normals(cols, ROWS + 3, 1)
    };
  }

  private static float[][] normalArrays(int cols) {
    return arrays(normals(cols, ROWS * cols + 3, 2), normals(99, ROWS * cols + 4, 1), cols);
  }

  @ParameterizedTest
  @EnumSource
  void lossAndGradientAgreeInEveryPrecision(LossPrecision precision) {
    for (int cols : SIZES) {
      float[][] wild = arrays(wild(cols, ROWS * cols + 3), wild(cols + 1, ROWS * cols + 4), cols);
      for (float[][] arrays : new float[][][] {normalArrays(cols), wild}) {
        String what = precision + " of " + cols;
        compare("loss in " + what, (k, a) -> forward(k, a, cols, precision), arrays);
        compare("slope in " + what, (k, a) -> backward(k, a, cols, precision, false), arrays);
        compare("both in " + what, (k, a) -> backward(k, a, cols, precision, true), arrays);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLossBesideTheGradientIsTheLossAlone(LossPrecision precision) {
    for (int cols : SIZES) {
      float[][] alone = normalArrays(cols);
      float[][] beside = normalArrays(cols);
      forward(PLAIN, alone, cols, precision);
      backward(PLAIN, beside, cols, precision, true);
      assertThat(beside[0]).containsExactly(alone[0]);
      float[] together = beside[3].clone();
      backward(PLAIN, beside, cols, precision, false);
      assertThat(beside[3]).containsExactly(together);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lossAndGradientFollowTheFormula(LossPrecision precision) {
    double unit =
        switch (precision) {
          case FLOAT16 -> 0x1p-10;
          case BFLOAT16 -> 0x1p-7;
          case FLOAT32 -> 0x1p-23;
          case FLOAT64 -> 0x1p-52;
        };
    double error = unit + Math.ulp((float) 1.0);
    for (int cols : SIZES) {
      float[][] a = normalArrays(cols);
      backward(PLAIN, a, cols, precision, true);
      for (int r = 0; r < ROWS; r++) {
        double squares = 0;
        for (int j = r * cols; j < (r + 1) * cols; j++) {
          double d = (double) a[1][2 + j] - a[2][3 + j];
          squares += d * d;
          double slope = a[4][2 + r] * 2 * d / cols;
          assertThat((double) a[3][1 + j]).isCloseTo(slope, within(60 * error / cols));
        }
        double tolerance = 40 * error * (1 + squares / cols);
        assertThat((double) a[0][1 + r]).isCloseTo(squares / cols, within(tolerance));
      }
    }
  }

  /// The loss of one row whose targets are 0.
  private static float loss(LossPrecision precision, float... z) {
    float[] loss = new float[1];
    int cols = z.length;
    PLAIN
        .squaredError()
        .forward(
            rows(loss, 0, 1, 1),
            rows(z, 0, 1, cols),
            rows(new float[cols], 0, 1, cols),
            new LossBlock(cols).in(precision));
    return loss[0];
  }

  /// 128 columns: 2^26 and 127 ones. Of them, float32 loses the 7 that meet the large square alone.
  @Test
  void inDoublePrecisionTheLossIsRoundedOnce() {
    float[] z = new float[128];
    Arrays.fill(z, 1);
    z[0] = 8192;
    double exact = (0x1p26 + 127) / 128;
    double single = (0x1p26 + 120) / 128;
    assertThat(loss(LossPrecision.FLOAT64, z)).isEqualTo((float) exact);
    assertThat(loss(LossPrecision.FLOAT32, z)).isEqualTo((float) single);
  }

  @Test
  void narrowFormatsRoundOutputsSquaresAndSums() {
    float[] z = {1 + 0x1p-12f, 1, 1};
    double exact = (3 + 0x1p-11 + 0x1p-24) / 3;
    assertThat(loss(LossPrecision.FLOAT64, z)).isEqualTo((float) exact);
    assertThat(loss(LossPrecision.FLOAT16, z)).isEqualTo(1);
    // 1.0625² is 1.12890625, of which bfloat16 holds 1.125
    assertThat(loss(LossPrecision.BFLOAT16, (float) 1.0625)).isEqualTo((float) 1.125);
    assertThat(loss(LossPrecision.FLOAT16, (float) 1.0625)).isEqualTo((float) 1.12890625);
    // beyond 65504
    assertThat(loss(LossPrecision.FLOAT16, 200, 200)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(loss(LossPrecision.BFLOAT16, 200, 200)).isEqualTo(39936);
  }
}
