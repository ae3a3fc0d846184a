package groklab.measures.representation;

import groklab.lab.linear.Matrix;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Median;

/// Intrinsic dimension from the ratio μ = r₂/r₁ of the distances to the second and first nearest
/// neighbour (TwoNN, Facco et al. 2017).
///
/// Duplicates (equal rows) are removed first, because r₁ = 0 there. With the N ratios ascending and
/// F_i = i/N, i = 1..N, `fit` is the slope through the origin of −ln(1 − F) on ln μ over the first
/// ⌊0.9·N⌋, `maximumLikelihood` is (N − 1)/Σ ln μ.
///
/// **It breaks on grokked embeddings.** Equally spaced points on a circle have r₁ = r₂, and the
/// dimension goes to infinity; 50 nearly equally spaced points on a helix give 38 instead of 1.
/// [#regular] flags this; take [PrincipalComponents#participationRatio] there.
///
/// @param points N, the number of distinct points
/// @param duplicates how many rows were removed
/// @param fit NaN for fewer than 3 points; ∞ if all ratios are 1
/// @param maximumLikelihood likewise
/// @param medianRatio the median μ; NaN for fewer than 3 points
public record TwoNearestNeighbours(
    int points, int duplicates, double fit, double maximumLikelihood, double medianRatio) {
  /// The share of the smallest ratios that the fit uses.
  public static final double KEPT = 0.9;

  /// Below this median ratio the points are nearly a lattice.
  public static final double REGULAR_BELOW = 1.05;

  /// Whether the points are so regular that both dimensions are meaningless.
  public boolean regular() {
    return medianRatio < REGULAR_BELOW;
  }

  /// Why neither dimension means anything; empty = they do.
  public Optional<String> meaningless() {
    if (Double.isNaN(medianRatio)) {
      return Optional.of(
          "there are %d distinct points, or one is not finite; it takes 3".formatted(points));
    }
    return regular()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the points are as regular as a lattice or a circle (median ratio %.3f, below"
                    + " %.2f); see representation.participationRatio",
                medianRatio,
                REGULAR_BELOW))
        : Optional.empty();
  }

  /// Cost: N²·d/2 multiplications.
  public static TwoNearestNeighbours of(Matrix points) {
    double[][] distinct = distinct(points);
    int n = distinct.length;
    int duplicates = points.rows() - n;
    if (n < 3) {
      return new TwoNearestNeighbours(n, duplicates, Double.NaN, Double.NaN, Double.NaN);
    }
    double[] ratios = ratios(distinct);
    Arrays.sort(ratios);
    double logs = 0;
    for (double mu : ratios) {
      logs += StrictMath.log(mu);
    }
    double product = 0;
    double squares = 0;
    for (int i = 0; i < (int) (KEPT * n); i++) {
      double x = StrictMath.log(ratios[i]);
      product += x * -StrictMath.log(1 - (i + 1.0) / n);
      squares += x * x;
    }
    double median = Median.withDefaults().evaluate(ratios);
    double fit = squares == 0 ? Double.POSITIVE_INFINITY : product / squares;
    return new TwoNearestNeighbours(n, duplicates, fit, (n - 1) / logs, median);
  }

  private static double[][] distinct(Matrix points) {
    double[][] rows = points.toRows();
    Arrays.sort(rows, Arrays::compare);
    int kept = 0;
    for (double[] row : rows) {
      if (kept == 0 || !Arrays.equals(row, rows[kept - 1])) {
        rows[kept++] = row;
      }
    }
    return Arrays.copyOf(rows, kept);
  }

  private static double[] ratios(double[][] rows) {
    int n = rows.length;
    double[] first = new double[n];
    double[] second = new double[n];
    Arrays.fill(first, Double.POSITIVE_INFINITY);
    Arrays.fill(second, Double.POSITIVE_INFINITY);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double squares = 0;
        for (int c = 0; c < rows[i].length; c++) {
          double d = rows[i][c] - rows[j][c];
          squares += d * d;
        }
        see(first, second, i, squares);
        see(first, second, j, squares);
      }
    }
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = Math.sqrt(second[i] / first[i]);
    }
    return out;
  }

  private static void see(double[] first, double[] second, int point, double squares) {
    if (squares < first[point]) {
      second[point] = first[point];
      first[point] = squares;
    } else if (squares < second[point]) {
      second[point] = squares;
    }
  }
}
