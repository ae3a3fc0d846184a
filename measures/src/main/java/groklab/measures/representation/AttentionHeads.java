package groklab.measures.representation;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import groklab.lab.linear.SymmetricEigenvalues;
import groklab.measures.common.Shares;

/// How alike the attention heads of one layer are (2605.20441), and how sharp.
///
/// 2605.20441 averages each number over layers and reports a similarity of 0.93 at first, 0.995
/// near grokking, 0.88 afterwards and 1.000 in the collapse at weight decay 10. Here it is one
/// layer at a time, so that nothing is hidden. The divisor of the standard deviation and what the
/// covariance runs over are our choices, given below.
///
/// Two heads that both look at every token alike are "similar" whatever they do with it. Flattened
/// maps are non-negative, so the cosine is far from 0 even for unrelated heads: compare over time,
/// not with 0. Entries of a causal mask are zeros and count as entries.
///
/// @param similarity mean over pairs of heads of the cosine of their flattened maps, in [0, 1]; NaN
///     for one head
/// @param entropy mean over heads and rows of the entropy of a row in nats; attention sparsity is
///     −this
/// @param entropySpread standard deviation (divisor H) over heads of a head's mean row entropy
/// @param participation ((Σa)²/Σa² − 1)/(H − 1), a the eigenvalues of the H x H covariance of the
///     flattened maps over entries: 0 if one pattern explains all heads, 1 if H unrelated ones do.
///     NaN for one head or if no map varies
/// @param headEntropies the mean row entropy of each head
public record AttentionHeads(
    double similarity,
    double entropy,
    double entropySpread,
    double participation,
    double[] headEntropies) {
  /// @param maps a row for each of H heads: the attention of all examples and queries, flattened
  /// @param keys how many consecutive entries make one attention row that sums to 1
  /// @throws IllegalArgumentException if `keys` does not divide the columns, or an entry is
  ///     negative
  public static AttentionHeads of(Matrix maps, int keys) {
    int heads = maps.rows();
    int size = maps.cols();
    if (heads == 0 || keys < 1 || size == 0 || size % keys != 0) {
      throw new IllegalArgumentException(
          "%d heads of %d entries with rows of %d; expected at least one head and whole rows"
              .formatted(heads, size, keys));
    }
    int queries = size / keys;
    double[] entropies = new double[heads];
    double[] row = new double[keys];
    for (int h = 0; h < heads; h++) {
      for (int from = 0; from < size; from += keys) {
        System.arraycopy(maps.values(), h * size + from, row, 0, keys);
        entropies[h] += Shares.entropy(row);
      }
      entropies[h] /= queries;
    }
    double mean = 0;
    for (double e : entropies) {
      mean += e / heads;
    }
    double squares = Numbers.squaresAround(mean, entropies);
    return new AttentionHeads(
        similarity(maps), mean, Math.sqrt(squares / heads), participation(maps), entropies);
  }

  private static double similarity(Matrix maps) {
    int heads = maps.rows();
    double[][] products = maps.times(maps.transposed()).toRows();
    double sum = 0;
    for (int i = 0; i < heads; i++) {
      for (int j = 0; j < i; j++) {
        sum += products[i][j] / (Math.sqrt(products[i][i]) * Math.sqrt(products[j][j]));
      }
    }
    return sum / (heads * (heads - 1) / 2.0);
  }

  private static double participation(Matrix maps) {
    int heads = maps.rows();
    Matrix centred = maps.transposed().centred();
    double[][] covariance = centred.transposed().times(centred).toRows();
    double trace = 0;
    for (int h = 0; h < heads; h++) {
      trace += covariance[h][h];
    }
    if (heads == 1 || !(trace > 0)) {
      return Double.NaN;
    }
    double[] a = SymmetricEigenvalues.ascending(covariance);
    for (int h = 0; h < heads; h++) {
      a[h] = Math.max(0, a[h]);
    }
    return (Shares.participationRatio(a) - 1) / (heads - 1);
  }
}
