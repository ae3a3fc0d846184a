package groklab.measures.representation;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;

/// Representation quality index RQI (2205.10343): the share of the parallelograms that addition
/// asks for which the embeddings form.
///
/// Embeddings are standardised (each column to mean 0 and standard deviation 1 over tokens). A
/// parallelogram is a pair of unordered pairs {i, n} ≠ {j, m} with i + n = j + m; it is formed if Σ
/// over dimensions of (E_i + E_n − E_j − E_m)² < 0.01. Without a modulus these are the quadruples i
/// < j ≤ m < n: 3, 7, 13, 34, 70 for p = 4, 5, 6, 8, 10.
///
/// The sources differ in three ways, so a [Convention] says which: the published notebooks divide
/// by p − 1, sum over dimensions and start at token 1, which leaves token 0 out of the
/// parallelograms (though not out of the standardisation); another description of the same
/// repository has the population deviation and the mean over dimensions. A column that does not
/// vary is 0/0 and gives NaN. The paper calls an index above 0.95 reached.
///
/// A threshold on one number: it says nothing about *how* close the rest is. For modular tasks a
/// circle, not a line, solves the task, and a line of p tokens fails at the seam; see [#of].
///
/// @param parallelograms how many are asked for
/// @param formed how many are formed
/// @param index formed / parallelograms; NaN if none is asked for or the embeddings cannot be
///     standardised
public record RepresentationQuality(long parallelograms, long formed, double index) {
  /// Below this squared defect a parallelogram counts as formed.
  public static final double TOLERANCE = 0.01;

  /// What the sources leave open.
  ///
  /// @param firstToken the first token that takes part
  /// @param sampleDeviation whether the variance divides by p − 1 instead of p
  /// @param meanOverDimensions whether the squared defect is divided by the number of dimensions
  public record Convention(int firstToken, boolean sampleDeviation, boolean meanOverDimensions) {
    /// All tokens, divisor p − 1, sum over dimensions.
    public static final Convention ALL_TOKENS = new Convention(0, true, false);

    /// As in `phase_diagram-classification.ipynb` of ejmichaud/grokking-squared: tokens from 1 on.
    public static final Convention NOTEBOOK = new Convention(1, true, false);

    /// Population deviation, mean over dimensions.
    public static final Convention POPULATION = new Convention(0, false, true);
  }

  /// The index for addition modulo a number: i + n ≡ j + m. Modulo p, the number of rows, there are
  /// about p³/8 parallelograms; from 2p - 1 on it is addition of whole numbers, with about p³/12.
  public static RepresentationQuality of(Matrix embeddings, int modulus, Convention convention) {
    int p = embeddings.rows();
    int d = embeddings.cols();
    double[] e = standardised(embeddings, convention.sampleDeviation());
    double limit = convention.meanOverDimensions() ? TOLERANCE * d : TOLERANCE;
    long asked = 0;
    long formed = 0;
    int first = convention.firstToken();
    for (int i = first; i < p; i++) {
      for (int n = i; n < p; n++) {
        int sum = i + n;
        for (int j = i + 1;
            j < p;
            j++) { // pairs are unordered: {j, m} comes later in the list than {i, n}
          int m = Math.floorMod(sum - j, modulus);
          if (m < j || m >= p) {
            continue;
          }
          asked++;
          formed += defect(e, d, i, n, j, m) < limit ? 1 : 0;
        }
      }
    }
    boolean undefined = asked == 0 || Double.isNaN(Numbers.sum(e));
    return new RepresentationQuality(
        asked, formed, undefined ? Double.NaN : (double) formed / asked);
  }

  private static double defect(double[] e, int d, int i, int n, int j, int m) {
    double squares = 0;
    for (int c = 0; c < d; c++) {
      double v = e[i * d + c] + e[n * d + c] - e[j * d + c] - e[m * d + c];
      squares += v * v;
    }
    return squares;
  }

  private static double[] standardised(Matrix embeddings, boolean sample) {
    int p = embeddings.rows();
    int d = embeddings.cols();
    double[] out = embeddings.centred().values();
    for (int c = 0; c < d; c++) {
      double squares = 0;
      for (int r = 0; r < p; r++) {
        squares += out[r * d + c] * out[r * d + c];
      }
      double deviation = Math.sqrt(squares / (sample ? p - 1 : p));
      for (int r = 0; r < p; r++) {
        out[r * d + c] /= deviation;
      }
    }
    return out;
  }
}
