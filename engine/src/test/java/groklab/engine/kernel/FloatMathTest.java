package groklab.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// Accuracy against double-precision references over all magnitudes of floats.
class FloatMathTest {

  private interface FloatFunction {
    float apply(float x);
  }

  @Test
  void expLiesWithinTwoUnitsInTheLastPlace() {
    assertThat(worst(FloatMath::exp, StrictMath::exp)).isLessThanOrEqualTo(2);
  }

  @Test
  void logLiesWithinTwoUnitsInTheLastPlace() {
    assertThat(worst(FloatMath::log, StrictMath::log)).isLessThanOrEqualTo(2);
  }

  @Test
  void tanhLiesWithinTwoUnitsInTheLastPlace() {
    assertThat(worst(FloatMath::tanh, StrictMath::tanh)).isLessThanOrEqualTo(2);
  }

  @Test
  void erfLiesWithinTwoUnitsInTheLastPlace() {
    assertThat(worst(FloatMath::erf, DoubleMath::erf)).isLessThanOrEqualTo(2);
  }

  /// The largest error in units in the last place over every 997th of all floats; special values
  /// must be equal.
  private static double worst(FloatFunction function, DoubleUnaryOperator reference) {
    double worst = 0;
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += 997) {
      float x = Float.intBitsToFloat((int) bits);
      float actual = function.apply(x);
      double exact = reference.applyAsDouble(x);
      float rounded = (float) exact;
      if (Float.isFinite(rounded)) {
        worst = Math.max(worst, Math.abs(actual - exact) / Math.ulp(rounded));
      } else {
        assertThat(Float.compare(actual, rounded)).as("at %s: %s", x, actual).isZero();
      }
    }
    return worst;
  }

  @Test
  void specialValuesAreKept() {
    assertThat(FloatMath.exp(-0f)).isEqualTo(1);
    assertThat(FloatMath.exp(-103f)).isEqualTo((float) StrictMath.exp(-103));
    assertThat(FloatMath.log(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(FloatMath.log(1)).isZero();
    assertThat(FloatMath.log(-Float.MIN_VALUE)).isNaN();
    for (float tiny : new float[] {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE}) {
      assertThat(Float.compare(FloatMath.tanh(tiny), tiny)).isZero();
      assertThat(Float.compare(FloatMath.erf(tiny), tiny)).isZero();
    }
  }

  @Test
  void activationsFollowTheirFormulas() {
    for (float x = -9; x <= 9; x += 0.013f) {
      close(FloatMath.sigmoid(x), 1 / (1 + StrictMath.exp(-x)), x);
      close(FloatMath.gelu(x), DoubleMath.gelu(x), x);
      close(FloatMath.geluSlope(x), DoubleMath.geluSlope(x), x);
      close(FloatMath.geluTanh(x), DoubleMath.geluTanh(x), x);
      close(FloatMath.geluTanhSlope(x), DoubleMath.geluTanhSlope(x), x);
      close(FloatMath.silu(x), DoubleMath.silu(x), x);
      close(FloatMath.siluSlope(x), DoubleMath.siluSlope(x), x);
    }
  }

  /// Two units of error of the inner tanh or erf near ±1 are 2⁻²³; the slope of GELU in its tanh
  /// form multiplies them by
  /// |x|·√(2/π)(1 + 0.134x²), the largest factor here.
  private static void close(float actual, double expected, float x) {
    double bound = 0x1p-23 * (2 + Math.abs(x) * (1 + 0.134 * x * x));
    assertThat(Math.abs(actual - expected)).as("at %s", x).isLessThan(bound);
  }
}
