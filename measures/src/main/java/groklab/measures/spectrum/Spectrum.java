package groklab.measures.spectrum;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import groklab.lab.linear.SymmetricEigenvalues;
import groklab.measures.common.Shares;
import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/// The singular values of a matrix and the scalar measures made of them.
///
/// "Effective rank" and "participation ratio" exist in two forms that differ a lot, from the
/// singular values σ and from the eigenvalues λ = σ²; the method names say which. A matrix that
/// holds a number that is not finite has the spectrum of M NaNs, and every measure of it is NaN. A
/// matrix of zeros has ratios 0/0, which are NaN; its norms and its rank are 0.
///
/// @param larger N, the larger dimension
/// @param smaller M, the smaller dimension
/// @param singularValues M values, descending; shared, read-only
public record Spectrum(int larger, int smaller, double[] singularValues) {
  /// Float64 machine epsilon, 2⁻⁵².
  public static final double EPSILON = 0x1p-52;

  /// Eigenvalues below this count as lost in WeightWatcher's `weak_rank_loss`. Absolute: it depends
  /// on the scale of W.
  public static final double WEAK_EIGENVALUE = 1e-6;

  public Spectrum {
    if (smaller < 1 || larger < smaller || singularValues.length != smaller) {
      throw new IllegalArgumentException(
          ("%d singular values for dimensions %d and %d; expected as many as the smaller "
                  + "dimension, which is at least 1")
              .formatted(singularValues.length, larger, smaller));
    }
    for (int i = 0; i < smaller; i++) {
      if (singularValues[i] < 0 || (i > 0 && singularValues[i] > singularValues[i - 1])) {
        throw new IllegalArgumentException(
            "singular value %d is %s; expected descending values of at least 0"
                .formatted(i, singularValues[i]));
      }
    }
  }

  /// The singular values to full relative accuracy of σ_max: QR first where N > M, then Hipparchus'
  /// SVD of the triangle. Cost about 2NM² + 15M³ operations.
  public static Spectrum of(Matrix w) {
    int n = Math.max(w.rows(), w.cols());
    int m = Math.min(w.rows(), w.cols());
    requireEntries(w);
    if (!w.isFinite()) {
      return undefined(n, m);
    }
    RealMatrix tall = new Array2DRowRealMatrix(tall(w).toRows(), false);
    RealMatrix square =
        n == m ? tall : new QRDecomposition(tall).getR().getSubMatrix(0, m - 1, 0, m - 1);
    double[] values = new SingularValueDecomposition(square).getSingularValues();
    return new Spectrum(n, m, values);
  }

  /// The same from the eigenvalues of WᵀW, several times cheaper (NM² + 9M³ operations). λ has an
  /// absolute error of about M·ε·λ_max, so singular values below about 1e-7·σ_max are noise: fit
  /// for bulks and maxima, not for ranks.
  public static Spectrum ofGram(Matrix w) {
    int n = Math.max(w.rows(), w.cols());
    int m = Math.min(w.rows(), w.cols());
    requireEntries(w);
    if (!w.isFinite()) {
      return undefined(n, m);
    }
    Matrix gram = tall(w).transposed().times(tall(w));
    double[] eigenvalues = SymmetricEigenvalues.ascending(gram.toRows());
    double[] values = new double[m];
    for (int i = 0; i < m; i++) {
      values[i] = Math.sqrt(Math.max(eigenvalues[m - 1 - i], 0));
    }
    return new Spectrum(n, m, values);
  }

  /// The eigenvalues λ = σ², ascending.
  public double[] eigenvalues() {
    double[] out = new double[smaller];
    for (int i = 0; i < smaller; i++) {
      double s = singularValues[smaller - 1 - i];
      out[i] = s * s;
    }
    return out;
  }

  /// σ_max
  public double spectralNorm() {
    return singularValues[0];
  }

  /// √Σλ
  public double frobeniusNorm() {
    return Math.sqrt(sumOfEigenvalues());
  }

  /// Σσ
  public double nuclearNorm() {
    return Numbers.sum(singularValues);
  }

  /// Σλ = ‖W‖_F²; WeightWatcher's column `norm`.
  public double sumOfEigenvalues() {
    return Numbers.dot(singularValues, singularValues);
  }

  /// Σλ/λ_max, in [1, M].
  public double stableRank() {
    return sumOfEigenvalues() / (spectralNorm() * spectralNorm());
  }

  /// Effective rank of Roy and Vetterli (2007): exp(−Σ p ln p) with p = σ/Σσ. In [1, M].
  public double effectiveRank() {
    return Shares.effectiveNumber(singularValues);
  }

  /// (Σλ)²/Σλ², in [1, M].
  public double participationRatioOfEigenvalues() {
    return Shares.participationRatio(eigenvalues());
  }

  /// −Σ p ln p / ln M with p = λ/Σλ, in [0, 1]; NaN for M = 1.
  public double normalisedEntropy() {
    return Shares.entropy(eigenvalues()) / StrictMath.log(smaller);
  }

  /// Whether the eigenvalues cannot be told from those of a random matrix, see [BulkDistance].
  public boolean looksRandom() {
    return BulkDistance.looksRandom(BulkDistance.of(this), smaller);
  }

  /// Why nothing can be said of the spectrum; empty = something can.
  public Optional<String> notFinite() {
    return Double.isNaN(spectralNorm()) ? Optional.of("a weight is not finite") : Optional.empty();
  }

  /// Why what does not depend on the scale of the matrix is not defined; empty = it is.
  public Optional<String> degenerate() {
    return notFinite()
        .or(() -> spectralNorm() == 0 ? Optional.of("all weights are 0") : Optional.empty());
  }

  /// The number of singular values above an absolute tolerance; NaN if a weight is not finite.
  public double rank(double tolerance) {
    if (notFinite().isPresent()) {
      return Double.NaN;
    }
    int rank = 0;
    for (double s : singularValues) {
      rank += s > tolerance ? 1 : 0;
    }
    return rank;
  }

  /// Numerical rank at the usual tolerance σ_max·N·2⁻⁵². M − rank is WeightWatcher's `rank_loss`.
  public double rank() {
    return rank(spectralNorm() * larger * EPSILON);
  }

  private static Matrix tall(Matrix w) {
    return w.rows() >= w.cols() ? w : w.transposed();
  }

  private static void requireEntries(Matrix w) {
    if (w.values().length == 0) {
      throw new IllegalArgumentException(
          "a matrix of %d x %d; expected at least one row and one column"
              .formatted(w.rows(), w.cols()));
    }
  }

  private static Spectrum undefined(int larger, int smaller) {
    double[] values = new double[smaller];
    Arrays.fill(values, Double.NaN);
    return new Spectrum(larger, smaller, values);
  }
}
