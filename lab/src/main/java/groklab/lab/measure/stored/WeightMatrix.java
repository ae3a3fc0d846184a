package groklab.lab.measure.stored;

import groklab.lab.kind.SpecException;
import groklab.lab.linear.Matrix;
import groklab.lab.model.Parameter.Order;
import java.util.regex.Pattern;

/// The matrix of a stored tensor, from its TransformerLens name and its shape: see
/// [groklab.lab.measure.Subject.Weight]. A tensor of another name with more than two sizes is the
/// matrix of its first size by all others.
final class WeightMatrix {
  private static final Pattern HEADS_FIRST = Pattern.compile(".*attn\\.W_[QKV]");
  private static final Pattern HEADS_TOGETHER = Pattern.compile(".*attn\\.W_O");
  private static final Pattern HEADS_BIAS = Pattern.compile(".*attn\\.b_[QKV]");

  private WeightMatrix() {}

  static Matrix of(String name, StoredWeights.Stored stored) {
    int[] shape = stored.shape();
    double[] elements = stored.elements();
    int n = elements.length;
    if (n == 0) {
      throw new SpecException(
          "the tensor %s is empty; expected at least one number".formatted(name));
    }
    if (shape.length < 2 || HEADS_BIAS.matcher(name).matches()) {
      return new Matrix(1, n, elements);
    }
    if (shape.length == 3 && HEADS_FIRST.matcher(name).matches()) {
      int d = shape[1];
      return new Matrix(d, n / d, Order.HEADS_FIRST.fromStored(elements, stored.sizes()));
    }
    if (shape.length == 3 && HEADS_TOGETHER.matcher(name).matches()) {
      return new Matrix(shape[0] * shape[1], shape[2], elements);
    }
    return new Matrix(shape[0], n / shape[0], elements);
  }
}
