package groklab.measures.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class QuadraticTargetRiskTest {
  private static final int D = 4;
  private static final int N = 3;
  private static final double ALPHA = 1.3;
  private static final double EPSILON = 0.4;

  @Test
  void kumar2023DecompositionEqualsTheMeasuredErrorOfFreshInputs() {
    double[] w = Vectors.normals(N * D, RandomStream.of(1, "w"));
    double[] beta = Vectors.normals(D, RandomStream.of(1, "beta"));
    double expected = QuadraticTargetRisk.of(new Matrix(N, D, w), beta, ALPHA, EPSILON).total();
    int samples = 200_000;
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < samples; s++) {
      double[] x = Vectors.normals(D, RandomStream.of(2, "x").at(s));
      Vectors.scale(x, 1 / Math.sqrt(D));
      double f = 0;
      for (int i = 0; i < N; i++) {
        double h = Vectors.dot(w, i * D, x, 0, D);
        f += ALPHA / N * (h + 0.5 * EPSILON * h * h);
      }
      double target = Vectors.dot(beta, x);
      double error = f - 0.5 * target * target;
      sum += error * error / samples;
      squares += error * error * error * error / samples;
    }
    double standardError = Math.sqrt((squares - sum * sum) / samples);
    assertThat(sum).isCloseTo(expected, within(4 * standardError));
    assertThat(standardError).isLessThan(0.01 * expected);
  }

  @Test
  void kumar2023TheRiskVanishesAtTheOptimum() {
    // M = ββᵀ/(αε) and w̄ = 0: two neurons at ±β/√(αε)
    double[] beta = {1, -2, 0.5, 0.3};
    double[] w = new double[2 * D];
    for (int i = 0; i < D; i++) {
      w[i] = beta[i] / Math.sqrt(ALPHA * EPSILON);
      w[D + i] = -w[i];
    }
    var risk = QuadraticTargetRisk.of(new Matrix(2, D, w), beta, ALPHA, EPSILON);
    assertThat(risk.total()).isCloseTo(0, within(1e-28));
  }
}
