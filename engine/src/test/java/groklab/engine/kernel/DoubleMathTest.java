package groklab.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Accuracy against references of 106 bits (`math_reference.py`) and, on dense sweeps, against
/// `StrictMath`.
class DoubleMathTest {

  @ParameterizedTest
  @ValueSource(strings = {"exp", "log", "tanh", "erf"})
  void valuesLieWithinTwoUnitsInTheLastPlace(String name) throws IOException {
    DoubleUnaryOperator function = function(name);
    double worst = 0;
    int count = 0;
    var file =
        Objects.requireNonNull(DoubleMathTest.class.getResourceAsStream("math-reference.csv"));
    try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(",");
        if (parts[0].equals(name)) {
          double high = Double.parseDouble(parts[2]);
          double actual = function.applyAsDouble(Double.parseDouble(parts[1]));
          double error = (actual - high) - Double.parseDouble(parts[3]);
          worst = Math.max(worst, Math.abs(error) / Math.ulp(high));
          count++;
        }
      }
    }
    assertThat(count).isEqualTo(1200);
    assertThat(worst).as("largest error of %s in ulp", name).isLessThanOrEqualTo(2);
  }

  private static DoubleUnaryOperator function(String name) {
    return switch (name) {
      case "exp" -> DoubleMath::exp;
      case "log" -> DoubleMath::log;
      case "tanh" -> DoubleMath::tanh;
      case "erf" -> DoubleMath::erf;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// `StrictMath` itself may be one unit (tanh: 2.5) off.
  @Test
  void denseSweepsStayNearStrictMath() {
    for (int i = -200_000; i <= 200_000; i++) {
      near(DoubleMath.exp(i * 3.7e-3), StrictMath.exp(i * 3.7e-3), 3, i * 3.7e-3);
      near(DoubleMath.tanh(i * 1.1e-4), StrictMath.tanh(i * 1.1e-4), 4.5, i * 1.1e-4);
      double x = StrictMath.exp(i * 3.5e-3);
      near(DoubleMath.log(x), StrictMath.log(x), 3, x);
    }
  }

  private static void near(double actual, double expected, double ulps, double x) {
    if (!(Math.abs(actual - expected) <= ulps * Math.ulp(expected)) && actual != expected) {
      assertThat(actual).as("at %s", x).isEqualTo(expected);
    }
  }

  @Test
  void specialValuesAreKept() {
    double inf = Double.POSITIVE_INFINITY;
    assertThat(DoubleMath.exp(0)).isEqualTo(1);
    assertThat(DoubleMath.exp(-0.0)).isEqualTo(1);
    assertThat(DoubleMath.exp(inf)).isEqualTo(inf);
    assertThat(DoubleMath.exp(710)).isEqualTo(inf);
    assertThat(DoubleMath.exp(-inf)).isZero();
    assertThat(DoubleMath.exp(-746)).isZero();
    assertThat(DoubleMath.exp(-745)).isEqualTo(Double.MIN_VALUE);
    assertThat(DoubleMath.exp(Double.NaN)).isNaN();
    assertThat(DoubleMath.log(0)).isEqualTo(-inf);
    assertThat(DoubleMath.log(-0.0)).isEqualTo(-inf);
    assertThat(DoubleMath.log(1)).isZero();
    assertThat(DoubleMath.log(inf)).isEqualTo(inf);
    assertThat(DoubleMath.log(-1)).isNaN();
    assertThat(DoubleMath.log(-inf)).isNaN();
    assertThat(DoubleMath.log(Double.NaN)).isNaN();
    near(DoubleMath.log(Double.MIN_VALUE), StrictMath.log(Double.MIN_VALUE), 2, Double.MIN_VALUE);
    for (double tiny : new double[] {0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-310}) {
      assertThat(Double.compare(DoubleMath.tanh(tiny), tiny)).as("tanh(%s)", tiny).isZero();
    }
    assertThat(DoubleMath.tanh(inf)).isEqualTo(1);
    assertThat(DoubleMath.tanh(-inf)).isEqualTo(-1);
    assertThat(DoubleMath.tanh(Double.NaN)).isNaN();
    assertThat(Double.compare(DoubleMath.erf(-0.0), -0.0)).isZero();
    assertThat(DoubleMath.erf(inf)).isEqualTo(1);
    assertThat(DoubleMath.erf(-inf)).isEqualTo(-1);
    assertThat(DoubleMath.erf(Double.NaN)).isNaN();
    assertThat(DoubleMath.sigmoid(-inf)).isZero();
    assertThat(DoubleMath.sigmoid(inf)).isEqualTo(1);
  }

  @Test
  void slopesAreTheDerivativesOfTheirFunctions() {
    for (double x = -6; x <= 6; x += 0.037) {
      slope(DoubleMath::gelu, DoubleMath::geluSlope, x);
      slope(DoubleMath::geluTanh, DoubleMath::geluTanhSlope, x);
      slope(DoubleMath::silu, DoubleMath::siluSlope, x);
    }
  }

  private static void slope(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double x) {
    double h = 1e-4;
    double difference =
        (8 * (f.applyAsDouble(x + h) - f.applyAsDouble(x - h))
                - (f.applyAsDouble(x + 2 * h) - f.applyAsDouble(x - 2 * h)))
            / (12 * h);
    assertThat(Math.abs(derivative.applyAsDouble(x) - difference)).as("at %s", x).isLessThan(1e-10);
  }
}
