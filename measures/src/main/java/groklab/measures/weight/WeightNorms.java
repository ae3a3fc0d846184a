package groklab.measures.weight;

import java.util.List;

/// The norms of one tensor, or of many read as one long vector.
///
/// "The weight norm" is at least four different numbers in the literature: `l2` of all parameters,
/// its square, `rms` (which does not grow with width), and the sum over tensors of their Frobenius
/// norms; with or without biases and embeddings. Say which. Cost: one pass.
///
/// @param count the number of weights
/// @param l1 Σ|w|
/// @param l2 √Σw², the Frobenius norm for a matrix
/// @param rms √(Σw²/count); NaN for no weights
/// @param max max|w|; 0 for no weights
public record WeightNorms(long count, double l1, double l2, double rms, double max) {
  /// The norms of all tensors together, summed in list order.
  public static WeightNorms total(List<double[]> tensors) {
    long count = 0;
    double l1 = 0;
    double squares = 0;
    double max = 0;
    for (double[] tensor : tensors) {
      count += tensor.length;
      for (double w : tensor) {
        double a = Math.abs(w);
        l1 += a;
        squares += w * w;
        max = Math.max(max, a);
      }
    }
    return new WeightNorms(count, l1, Math.sqrt(squares), Math.sqrt(squares / count), max);
  }
}
