package groklab.measures.fourier;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import groklab.measures.common.cyclic.FourierBasis;
import java.util.Arrays;

/// How concentrated a list of numbers is on few of its entries: Gini coefficient and inverse
/// participation ratio.
///
/// Both are blind to scale. Neither says *why* something is concentrated: a dead unit or one
/// outlier row is as sparse as a Fourier circuit, and a network trained without weight decay can
/// hold the circuit with a Gini of only 0.18 in its embedding, because what it memorised is spread
/// out beside it.
public final class Concentration {
  private Concentration() {}

  /// Which coefficients of the discrete Fourier transform of a real row are counted.
  public enum Sides {
    /// The ⌊m/2⌋+1 magnitudes of a real transform, as in the code of arXiv 2310.13061.
    ONE,
    /// All m magnitudes; a cosine counts twice (k and m-k), so its IPR_2 is 1/2. The text's 1/p
    /// belongs to this.
    TWO
  }

  /// The Gini coefficient Σ_i (2i - n - 1) x_i / (n Σ x) of x sorted ascending, i = 1..n: 0 for
  /// equal numbers, 1 - 1/n for a single one that is not zero. It equals mean|x_i - x_j| / (2 mean
  /// x) over all ordered pairs including i = j (arXiv 2310.13061, code). Cost: n log n.
  ///
  /// @return NaN if all numbers are 0 or there are none: 0/0
  /// @throws IllegalArgumentException if a number is negative
  public static double gini(double... numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    if (sorted.length > 0 && sorted[0] < 0) {
      throw new IllegalArgumentException(
          "the Gini coefficient of numbers down to %s was asked for; expected none below 0"
              .formatted(sorted[0]));
    }
    double weighted = 0;
    double sum = 0;
    for (int i = 0; i < sorted.length; i++) {
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
      sum += sorted[i];
    }
    return weighted / (sorted.length * sum);
  }

  /// The IPR_2 of the Fourier magnitudes of a row w(j), j in Z_m: 1 (one-sided) or 1/2 (two-sided)
  /// for a cosine.
  ///
  /// The constant coefficient counts, as in the reference code, so a constant row has IPR 1 and
  /// looks as periodic as a cosine. Cost: m² multiply-adds.
  private static double fourierIpr(FourierBasis basis, double[] row, Sides sides) {
    int m = row.length;
    double[] squares = new double[sides == Sides.ONE ? m / 2 + 1 : m];
    for (int k = 0; k < squares.length; k++) {
      double re = 0;
      double im = 0;
      for (int j = 0; j < m; j++) {
        re += row[j] * basis.cos(k, j);
        im += row[j] * basis.sin(k, j);
      }
      squares[k] = re * re + im * im;
    }
    return iprOfSquares(squares);
  }

  /// The IPR_2 of every neuron of a two-layer network: the mean of the IPRs of its left and right
  /// input rows and of its output row (arXiv 2310.13061 uses it one-sided).
  ///
  /// @param left U, neurons x m
  /// @param right V, neurons x m
  /// @param out W transposed, neurons x m: what each neuron writes to each class
  /// @return one number a neuron; NaN for a neuron with a row of zeros
  public static double[] neuronIpr(Matrix left, Matrix right, Matrix out, Sides sides) {
    FourierBasis basis = FourierBasis.of(left.cols());
    double[] mean = new double[left.rows()];
    for (Matrix part : new Matrix[] {left, right, out}) {
      if (part.rows() != left.rows() || part.cols() != left.cols()) {
        throw new IllegalArgumentException(
            "weights of %d x %d were given beside %d x %d; expected neurons x residues in all three"
                .formatted(part.rows(), part.cols(), left.rows(), left.cols()));
      }
      for (int i = 0; i < mean.length; i++) {
        mean[i] += fourierIpr(basis, part.row(i), sides) / 3;
      }
    }
    return mean;
  }

  private static double iprOfSquares(double[] squares) {
    double total = Numbers.sum(squares);
    double sum = 0;
    for (double s : squares) {
      double share = s / total;
      sum += share * share;
    }
    return sum;
  }
}
