package groklab.measures.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SharpnessTest {
  private static LossGradient quadratic(double... h) {
    return (w, g) -> {
      double loss = 0;
      for (int i = 0; i < w.length; i++) {
        g[i] = h[i] * w[i];
        loss += 0.5 * h[i] * w[i] * w[i];
      }
      return loss;
    };
  }

  @Test
  void oracleOfTheTanhNetworkAfterAnAscentStep() {
    assertThat(Sharpness.afterAscent(TanhNetwork::loss, TanhNetwork.WEIGHTS, 0.05))
        .isCloseTo(0.03622940, within(0.5e-8));
  }

  @Test
  void withoutAGradientThereIsNoAscentStep() {
    assertThat(Sharpness.afterAscent(quadratic(1), new double[1], 0.05)).isNaN();
  }

  @Test
  void atTheMinimumOfAQuadraticTheCornerIsFoundFromARandomStart() {
    var sharpness = Sharpness.keskar(quadratic(2, 6, 0), new double[3], 0.01, 10, 3, 1);
    assertThat(sharpness.maximum()).isCloseTo(0.5 * 8 * 1e-4, within(1e-15));
    assertThat(sharpness.percent()).isCloseTo(0.04, within(1e-12));
  }

  @Test
  void onASlopeTheBoxIsRelativeToTheWeights() {
    // the corner is (−2 − 0.03, 1 + 0.02); L = w₁²/2 + 2w₂², L(w) = 4
    var sharpness = Sharpness.keskar(quadratic(1, 4), new double[] {-2, 1}, 0.01, 10, 1, 1);
    double corner = 0.5 * 2.03 * 2.03 + 2 * 1.02 * 1.02;
    assertThat(sharpness.maximum()).isCloseTo(corner, within(1e-14));
    assertThat(sharpness.percent()).isCloseTo(100 * (corner - 4) / 5, within(1e-12));
  }

  /// A maximum inside the box, which the corner overshoots: the halving finds a good part of it.
  @Test
  void anInnerMaximumIsNeverOverstated() {
    LossGradient bump =
        (w, g) -> {
          g[0] = -2 * (w[0] - 0.003);
          return -(w[0] - 0.003) * (w[0] - 0.003);
        };
    var sharpness = Sharpness.keskar(bump, new double[1], 0.01, 10, 1, 1);
    assertThat(sharpness.maximum()).isLessThanOrEqualTo(0).isGreaterThan(-1e-6);
  }
}
