package groklab.measures.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.AnswerCells;
import groklab.measures.common.cyclic.SplitLoss;
import groklab.measures.common.cyclic.TableLoss;

/// Hand-made tables for the tests of the Fourier and group measures.
public final class Samples {
  private Samples() {}

  /// Independent normal numbers.
  public static Matrix normal(int rows, int cols, long seed) {
    RandomStream stream = RandomStream.of(seed, "samples");
    double[] values = new double[rows * cols];
    for (int i = 0; i < values.length; i++) {
      values[i] = stream.normal(i);
    }
    return new Matrix(rows, cols, values);
  }

  /// amplitude·Σ_k cos w_k(a + b - c).
  public static Matrix clock(int p, double amplitude, int... frequencies) {
    double[] values = new double[p * p * p];
    for (int cell = 0; cell < p * p; cell++) {
      for (int c = 0; c < p; c++) {
        for (int k : frequencies) {
          int angle = Math.floorMod(k * (cell / p + cell % p - c), p);
          values[cell * p + c] += amplitude * Math.cos(2 * Math.PI * angle / p);
        }
      }
    }
    return new Matrix(p * p, p, values);
  }

  /// Σ_k |cos(w_k(a - b)/2)|·cos w_k(a + b - c).
  public static Matrix pizza(int p, int... frequencies) {
    double[] values = new double[p * p * p];
    for (int cell = 0; cell < p * p; cell++) {
      for (int k : frequencies) {
        double factor = Math.abs(Math.cos(Math.PI * k * (cell / p - cell % p) / p));
        for (int c = 0; c < p; c++) {
          int angle = Math.floorMod(k * (cell / p + cell % p - c), p);
          values[cell * p + c] += factor * Math.cos(2 * Math.PI * angle / p);
        }
      }
    }
    return new Matrix(p * p, p, values);
  }

  public static Matrix sum(Matrix a, Matrix b, double factor) {
    double[] values = a.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += factor * b.values()[i];
    }
    return new Matrix(a.rows(), a.cols(), values);
  }

  /// The cosine of the angle between logits and the cube of a frequency.
  public static double similarity(LogitCosines cosines, int frequency) {
    return cosines.coefficients()[frequency] / Math.sqrt(cosines.squaredNorm());
  }

  /// The loss of logits as they are.
  public static SplitLoss loss(Matrix logits, AnswerCells cells) {
    int classes = logits.cols();
    return TableLoss.of(
        (cell, out) -> System.arraycopy(logits.values(), cell * classes, out, 0, classes),
        classes,
        cells);
  }

  /// How many rows have their largest entry at the answer.
  public static int right(Matrix logits, int[] answers) {
    int right = 0;
    for (int r = 0; r < logits.rows(); r++) {
      boolean best = true;
      for (int c = 0; c < logits.cols(); c++) {
        best &= c == answers[r] || logits.get(r, c) < logits.get(r, answers[r]);
      }
      right += best ? 1 : 0;
    }
    return right;
  }

  public static void assertClose(Matrix got, Matrix expected, double tolerance) {
    assertThat(got.rows()).isEqualTo(expected.rows());
    assertThat(got.values()).containsExactly(expected.values(), within(tolerance));
  }
}
