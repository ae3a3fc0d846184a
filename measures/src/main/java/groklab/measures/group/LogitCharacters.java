package groklab.measures.group;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import java.util.List;

/// How much the logits look like characters: tr(ρ(a)ρ(b)ρ(c)⁻¹) = χ_ρ(a·b·c⁻¹) for each
/// representation ρ.
///
/// The logits are centred over c; *similarity* is the cosine between them and the character's cube,
/// both as one vector of n³ numbers (arXiv 2302.03025, section 4). The cubes of different
/// irreducible representations are orthogonal, so the squares of the similarities add up to the
/// share of the logits explained. The published code takes the mean over the rows (a, b) of each
/// row's cosine instead; the two agree when all rows have the same norm. The
/// trivial representation has similarity 0 by the centring.
///
/// The cubes depend on a·b·c⁻¹ alone: the logits are summed over each value of it once, n³
/// additions for all representations, then n each.
public final class LogitCharacters {
  /// A representation is *key* above this similarity (arXiv 2302.03025).
  public static final double KEY = 0.005;

  private final FiniteGroup group;
  private final double[] byQuotient;
  private final double squaredNorm;

  private LogitCharacters(FiniteGroup group, double[] byQuotient, double squaredNorm) {
    this.group = group;
    this.byQuotient = byQuotient;
    this.squaredNorm = squaredNorm;
  }

  /// Prepares logits, n² x n, row a·n + b, column c.
  public static LogitCharacters of(Matrix logits, FiniteGroup group) {
    int n = group.order();
    if (logits.rows() != n * n || logits.cols() != n) {
      throw new IllegalArgumentException(
          "logits of %d x %d were given; a group of %d elements has %d x %d"
              .formatted(logits.rows(), logits.cols(), n, n * n, n));
    }
    double[] sums = new double[n];
    double squares = 0;
    for (int row = 0; row < n * n; row++) {
      int ab = group.times(row / n, row % n);
      double mean = Numbers.mean(logits.row(row));
      double rowSquares = 0;
      for (int c = 0; c < n; c++) {
        double v = logits.get(row, c) - mean;
        sums[group.times(ab, group.inverse(c))] += v;
        rowSquares += v * v;
      }
      squares += rowSquares;
    }
    return new LogitCharacters(group, sums, squares);
  }

  /// The cosine between the centred logits and the cube of a representation, -1..1; NaN for logits
  /// constant over c.
  public double similarity(Representation representation) {
    double[] character = representation.character();
    return Numbers.dot(byQuotient, character)
        / (Numbers.norm(character) * group.order() * Math.sqrt(squaredNorm));
  }

  /// The representations with a similarity above the threshold, in the order given.
  public List<Representation> key(List<Representation> representations, double threshold) {
    return representations.stream().filter(r -> similarity(r) > threshold).toList();
  }
}
