package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class LinearCkaTest {
  static final Matrix X =
      Matrix.of(
          new double[] {1, 0},
          new double[] {0, 1},
          new double[] {1, 1},
          new double[] {2, -1},
          new double[] {0, 3});
  static final Matrix Y = new Matrix(5, 1, new double[] {1, 2, 0, 1, -1});

  /// Reference value of the project's notes; 0.137661 would mean that the columns were not centred.
  @Test
  void theReferencePair() {
    assertThat(LinearCka.of(X, Y)).isCloseTo(0.345384, within(5e-7));
    assertThat(LinearCka.of(Y, X)).isCloseTo(0.345384, within(5e-7));
  }

  @Test
  void rotationScaleAndShiftChangeNothing() {
    double c = Math.cos(0.7);
    double s = Math.sin(0.7);
    Matrix turned = X.times(Matrix.of(new double[] {3 * c, 3 * s}, new double[] {-3 * s, 3 * c}));
    for (int i = 0; i < 10; i++) {
      turned.values()[i] += 5;
    }
    assertThat(LinearCka.of(X, turned)).isCloseTo(1, within(1e-14));
  }

  @Test
  void whatDoesNotVaryIsUndefined() {
    assertThat(LinearCka.of(X, new Matrix(5, 1, new double[5]))).isNaN();
    assertThatThrownBy(() -> LinearCka.of(X, new Matrix(4, 1, new double[4])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
