package groklab.measures.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.lab.linear.SymmetricEigenvalues;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TangentKernelTest {
  private static final Offset<Double> EIGHT_DIGITS = within(0.5e-8);
  private static final Matrix KERNEL = TangentKernel.of(TanhNetwork.jacobian());

  @Test
  void oracleOfTheTanhNetworkKernel() {
    assertThat(KERNEL.get(0, 0)).isCloseTo(0.89100629, EIGHT_DIGITS);
    assertThat(KERNEL.get(0, 1)).isCloseTo(-0.59671157, EIGHT_DIGITS);
    assertThat(KERNEL.get(0, 2)).isCloseTo(-0.85438228, EIGHT_DIGITS);
    assertThat(KERNEL.get(1, 1)).isCloseTo(0.40792360, EIGHT_DIGITS);
    assertThat(KERNEL.get(1, 2)).isCloseTo(0.53565441, EIGHT_DIGITS);
    assertThat(KERNEL.get(2, 2)).isCloseTo(0.97998531, EIGHT_DIGITS);
  }

  /// The reference notes print an alignment of 0.92198966; in forty digits it is 0.9219896226, also
  /// from the kernel entries it prints.
  @Test
  void oracleOfTheTanhNetworkEigenvaluesAndAlignment() {
    double[][] rows = {KERNEL.row(0), KERNEL.row(1), KERNEL.row(2)};
    assertThat(SymmetricEigenvalues.ascending(rows))
        .containsExactly(new double[] {0, 0.12214333, 2.15677188}, EIGHT_DIGITS);
    assertThat(TangentKernel.alignment(KERNEL, TanhNetwork.Y)).isCloseTo(0.92198962, EIGHT_DIGITS);
  }

  @Test
  void aKernelThatIsTheTaskIsFullyAligned() {
    Matrix y = Matrix.of(new double[] {1, -2, 0.5}).transposed();
    assertThat(TangentKernel.alignment(TangentKernel.of(y), y.values()))
        .isCloseTo(1, within(1e-15));
    assertThat(TangentKernel.alignment(KERNEL, new double[3])).isNaN();
  }

  /// Brute force of the authors' version: centre y, subtract column means of K, keep the numerator
  /// as it is without the latter.
  @Test
  void kumar2023CentredAlignmentKeepsItsNumerator() {
    double mean = 0.7 / 3;
    double[] y = {-0.5 - mean, 0.3 - mean, 0.9 - mean};
    double numerator = 0;
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double columnMean = (KERNEL.get(0, j) + KERNEL.get(1, j) + KERNEL.get(2, j)) / 3;
        numerator += y[i] * KERNEL.get(i, j) * y[j];
        squares += (KERNEL.get(i, j) - columnMean) * (KERNEL.get(i, j) - columnMean);
      }
    }
    double expected = numerator / (Math.sqrt(squares) * Vectors.dot(y, y));
    assertThat(TangentKernel.centredAlignment(KERNEL, TanhNetwork.Y))
        .isCloseTo(expected, within(1e-14));
  }

  @Test
  void aRescaledKernelHasNotDrifted() {
    Matrix twice = TangentKernel.of(new Matrix(3, 2, scaled(TanhNetwork.jacobian().values())));
    assertThat(TangentKernel.drift(twice, KERNEL)).isCloseTo(0, within(1e-15));
    Matrix identity =
        Matrix.of(new double[] {1, 0, 0}, new double[] {0, 1, 0}, new double[] {0, 0, 1});
    double trace = 0.89100629 + 0.40792360 + 0.97998531;
    double expected = 1 - trace / (Math.sqrt(3) * Math.sqrt(KERNEL.sumOfSquares()));
    assertThat(TangentKernel.drift(KERNEL, identity)).isCloseTo(expected, within(1e-8));
  }

  /// kumar2023: K = x·x′ + ε(x·x′) w̄·(x + x′) + ε²(x·x′) xᵀMx′, times α²/N, which the paper leaves
  /// out.
  @Test
  void kumar2023ClosedKernelIsTheGramMatrixUpToTheFactorThatThePaperDrops() {
    int d = 3;
    int n = 4;
    double alpha = 1.5;
    double epsilon = 0.25;
    Matrix w = new Matrix(n, d, Vectors.normals(n * d, RandomStream.of(1, "w")));
    Matrix x = new Matrix(2, d, Vectors.normals(2 * d, RandomStream.of(1, "x")));
    double[] jacobian = new double[2 * n * d];
    double[] h = w.times(x.transposed()).values(); // neurons × inputs
    for (int r = 0; r < 2; r++) {
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < d; k++) {
          double slope = 1 + epsilon * h[i * 2 + r];
          jacobian[r * n * d + i * d + k] = alpha / n * slope * x.get(r, k);
        }
      }
    }
    Matrix kernel = TangentKernel.of(new Matrix(2, n * d, jacobian));
    double dot = Vectors.dot(x.row(0), x.row(1));
    double linear = 0;
    double quadratic = 0;
    for (int i = 0; i < n; i++) {
      linear += (h[2 * i] + h[2 * i + 1]) / n;
      quadratic += h[2 * i] * h[2 * i + 1] / n;
    }
    double closed = dot * (1 + epsilon * linear + epsilon * epsilon * quadratic);
    assertThat(kernel.get(0, 1)).isCloseTo(alpha * alpha / n * closed, within(1e-13));
  }

  private static double[] scaled(double[] values) {
    double[] out = values.clone();
    Vectors.scale(out, 1.7);
    return out;
  }
}
