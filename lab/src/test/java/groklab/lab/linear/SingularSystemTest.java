package groklab.lab.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SingularSystemTest {

  private static double[] random(int n) {
    RandomStream stream = RandomStream.of(7, "matrix");
    double[] out = new double[n];
    Arrays.setAll(out, i -> stream.normal(i));
    return out;
  }

  private static double[] sorted(double[] values) {
    double[] out = values.clone();
    Arrays.sort(out);
    return out;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "7, 1", "5, 5", "13, 40", "40, 13", "64, 65"})
  void theMatrixIsPutTogetherAgain(int rows, int cols) {
    double[] matrix = random(rows * cols);
    var system = new SingularSystem(rows, cols);
    double[] values = system.decompose(matrix).clone();
    double[] again = new double[matrix.length];
    system.compose(values, again);
    assertThat(again).containsExactly(matrix, within(1e-13));
    double squares = Arrays.stream(values).map(s -> s * s).sum();
    assertThat(squares).isCloseTo(Numbers.dot(matrix, matrix), within(1e-13 * squares));
  }

  @ParameterizedTest
  @CsvSource({"13, 40", "40, 13", "20, 20"})
  void withOnesInPlaceOfSingularValuesItIsOrthogonal(int rows, int cols) {
    var system = new SingularSystem(rows, cols);
    double[] ones = system.decompose(random(rows * cols)).clone();
    Arrays.fill(ones, 1);
    double[] polar = new double[rows * cols];
    system.compose(ones, polar);
    Matrix u = new Matrix(rows, cols, polar);
    Matrix gram = rows <= cols ? u.times(u.transposed()) : u.transposed().times(u);
    for (int i = 0; i < gram.rows(); i++) {
      for (int j = 0; j < gram.cols(); j++) {
        assertThat(gram.get(i, j)).isCloseTo(i == j ? 1 : 0, within(1e-13));
      }
    }
  }

  /// The smallest singular value of a Hilbert matrix of 8 rows is 1.1e-10, of which the eigenvalues
  /// of its Gram matrix in float64 would know nothing. References: mpmath's eigsy of the rounded
  /// matrix, which is symmetric and positive, in 50 digits. 1e-16 of the largest is 1.5e-6 of the
  /// smallest.
  @Test
  void smallSingularValuesAreExact() {
    int n = 8;
    double[] hilbert = new double[n * n];
    Arrays.setAll(hilbert, i -> 1.0 / (i / n + i % n + 1));
    double[] values = sorted(new SingularSystem(n, n).decompose(hilbert));
    assertThat(values[0]).isCloseTo(1.1115389694888081585617e-10, within(2e-16));
    assertThat(values[7]).isCloseTo(1.6959389969219494358783, within(1e-14));
  }

  @Test
  void aMissingDirectionIsLeftOut() {
    double[] rankOne = {1, 2, 3, 2, 4, 6};
    var system = new SingularSystem(2, 3);
    double[] values = sorted(system.decompose(rankOne));
    assertThat(values[1]).isCloseTo(Math.sqrt(70), within(1e-14));
    assertThat(values[0]).isCloseTo(0, within(1e-15));
    assertThat(new SingularSystem(2, 3).decompose(new double[6])).containsExactly(0, 0);
    double[] into = random(6);
    var nothing = new SingularSystem(2, 3);
    nothing.decompose(new double[6]);
    nothing.compose(new double[] {1, 1}, into);
    assertThat(into).containsOnly(0);
  }

  @Test
  void whatIsNotFiniteGivesNaN() {
    double[] values = new SingularSystem(2, 2).decompose(new double[] {1, Double.NaN, 0, 1});
    assertThat(values).contains(Double.NaN);
  }
}
