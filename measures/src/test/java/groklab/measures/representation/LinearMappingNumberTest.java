package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class LinearMappingNumberTest {
  @Test
  void anAffineMapIsOnePiece() {
    double[] x = {-1, 0.3, 2, 5};
    Matrix l = LinearMappingNumber.connectivity(4, (i, j) -> way(x[i], x[j], t -> 3 * t - 1));
    assertThat(LinearMappingNumber.of(l)).isCloseTo(1, within(1e-6));
  }

  @Test
  void unrelatedSamplesAndEqualClustersCountThemselves() {
    Matrix identity = new Matrix(3, 3, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    assertThat(LinearMappingNumber.of(identity)).isCloseTo(3, within(1e-13));
    Matrix clusters =
        Matrix.of(
            new double[] {1, 1, 0, 0},
            new double[] {1, 1, 0, 0},
            new double[] {0, 0, 1, 1},
            new double[] {0, 0, 1, 1});
    assertThat(LinearMappingNumber.of(clusters)).isCloseTo(2, within(1e-7));
  }

  /// Eigenvalues of [[1, r], [r, 1]] are 1 ± r.
  @Test
  void twoSamplesHaveTheClosedForm() {
    Matrix l = Matrix.of(new double[] {1, 0.5}, new double[] {0.5, 1});
    double bits = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)) / Math.log(2);
    assertThat(LinearMappingNumber.of(l)).isCloseTo(Math.pow(2, bits), within(1e-13));
  }

  /// r² of the square of a symmetric interval is 0, of |t| half-way likewise; of one kink it is
  /// between.
  @Test
  void linearityIsTheMeanSquaredCorrelationOfTheOutputs() {
    assertThat(LinearMappingNumber.linearity(way(-1, 1, t -> t * t))).isCloseTo(0, within(1e-15));
    assertThat(LinearMappingNumber.linearity(way(-1, 1, t -> Math.max(0, t)))).isBetween(0.7, 0.9);
    assertThat(LinearMappingNumber.linearity(way(0, 1, _ -> 4.2))).isEqualTo(1);
    Matrix both = new Matrix(21, 2, new double[42]);
    for (int r = 0; r < 21; r++) {
      both.values()[2 * r] = -2.0 * r;
      both.values()[2 * r + 1] = (r - 10.0) * (r - 10.0);
    }
    assertThat(LinearMappingNumber.linearity(both)).isCloseTo(0.5, within(1e-14));
  }

  @Test
  void aRectifierSeparatesWhatLiesOnEitherSide() {
    double[] x = {-2, -1, 1, 2};
    Matrix l = LinearMappingNumber.connectivity(4, (i, j) -> way(x[i], x[j], t -> Math.max(0, t)));
    assertThat(l.get(0, 1)).isEqualTo(1);
    assertThat(l.get(2, 3)).isCloseTo(1, within(1e-14));
    assertThat(l.get(0, 3)).isEqualTo(l.get(3, 0)).isLessThan(1);
    assertThat(LinearMappingNumber.of(l)).isBetween(1.01, 2.0);
  }

  @Test
  void theConnectivityMustBeSquare() {
    assertThatThrownBy(() -> LinearMappingNumber.of(new Matrix(1, 2, new double[2])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Matrix way(double from, double to, DoubleUnaryOperator f) {
    double[] values = new double[LinearMappingNumber.POINTS];
    for (int k = 0; k < values.length; k++) {
      values[k] = f.applyAsDouble(from + (to - from) * k / (values.length - 1));
    }
    return new Matrix(values.length, 1, values);
  }
}
