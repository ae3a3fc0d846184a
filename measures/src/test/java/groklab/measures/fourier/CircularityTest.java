package groklab.measures.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class CircularityTest {
  private static final int P = 59;

  /// core.md, zhong2023: pure cosine 1.0, evenly spaced line 0.6087.
  @Test
  void aCosineAndALineHaveThePrintedValuesOfZhong2023() {
    double[] cosine = new double[P];
    double[] line = new double[P];
    for (int j = 0; j < P; j++) {
      cosine[j] = Math.cos(2 * Math.PI * 17 * j / P + 0.2);
      line[j] = j;
    }
    Circularity one = Circularity.of(new Matrix(P, 1, cosine), 1);
    assertThat(one.mean()).isCloseTo(1, within(1e-12));
    assertThat(one.frequency()).containsExactly(17);
    assertThat(Circularity.of(new Matrix(P, 1, line), 1).mean()).isCloseTo(0.6087, within(5e-5));
  }

  /// core.md, zhong2023: Gaussian vector mean 0.134. The spread of one vector is 0.035, of the mean
  /// of 400 of them 0.002.
  @Test
  void gaussianVectorsHaveTheMeanOfZhong2023() {
    double sum = 0;
    for (int seed = 0; seed < 400; seed++) {
      sum += Circularity.of(Samples.normal(P, 1, seed), 1).mean();
    }
    assertThat(sum / 400).isCloseTo(0.134, within(0.006));
  }

  @Test
  void twoCirclesInAnyOrientationAreCircular() {
    Circularity got = Circularity.of(circles());
    assertThat(got.defined()).isEqualTo(4);
    assertThat(got.mean()).isGreaterThan(0.995);
    assertThat(got.frequency()).containsExactly(3, 3, 17, 17);
  }

  @Test
  void componentsWithoutVarianceAreNotAveraged() {
    double[] values = new double[P * 2];
    for (int j = 0; j < P; j++) {
      values[2 * j] = Math.cos(2 * Math.PI * 3 * j / P);
      values[2 * j + 1] = Math.sin(2 * Math.PI * 3 * j / P);
    }
    Circularity got = Circularity.of(new Matrix(P, 2, values));
    assertThat(got.defined()).isEqualTo(2);
    assertThat(got.mean()).isCloseTo(1, within(1e-12));
    assertThat(got.perComponent()[2]).isNaN();
    assertThat(got.frequency()[3]).isZero();
  }

  private static Matrix circles() {
    double[] values = new double[P * 4];
    for (int j = 0; j < P; j++) {
      values[4 * j] = 2 * Math.cos(2 * Math.PI * 3 * j / P);
      values[4 * j + 1] = 2 * Math.sin(2 * Math.PI * 3 * j / P);
      values[4 * j + 2] = Math.cos(2 * Math.PI * 17 * j / P);
      values[4 * j + 3] = Math.sin(2 * Math.PI * 17 * j / P);
    }
    Matrix turned = new Matrix(P, 4, values).times(rotation());
    for (int i = 0; i < turned.values().length; i++) {
      turned.values()[i] += 4;
    }
    return turned;
  }

  /// An orthogonal 4 x 4 matrix: a Householder reflection.
  private static Matrix rotation() {
    double[] u = {0.5, -0.1, 0.7, 0.5};
    double[] values = new double[16];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        values[4 * i + j] = (i == j ? 1 : 0) - 2 * u[i] * u[j];
      }
    }
    return new Matrix(4, 4, values);
  }
}
