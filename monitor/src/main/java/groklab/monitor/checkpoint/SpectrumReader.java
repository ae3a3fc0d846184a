package groklab.monitor.checkpoint;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.Operations;
import groklab.measures.frame.WeightSpectrum;
import groklab.monitor.checkpoint.TensorHistory.SpectrumPair;
import groklab.monitor.weights.WeightTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The spectra of the matrices of the first and the last checkpoint, the cheapest first, up to a
/// cost that does not depend on the machine.
///
/// A tensor of more than two dimensions is the matrix of its first against all others, as a
/// convolution is; the heads of TransformerLens, `W_Q` of (head, width, head width), stand side by
/// side: (width, heads · head width).
final class SpectrumReader {
  /// WeightWatcher fits no layer with fewer singular values.
  static final int SMALLEST = 10;

  /// Numbers of the largest matrix: 32 MiB in float64, and three times that while it is worked on.
  private static final long LARGEST = 4L << 20;

  /// Cost of all spectra together by [Operations]: 20 seconds of one core, measured.
  static final long BUDGET = 4_000_000_000_000L;

  private final List<String> leftOut;

  SpectrumReader(List<String> leftOut) {
    this.leftOut = leftOut;
  }

  /// A tensor as a matrix.
  private record Shape(long rows, long cols) {
    boolean hasSpectrum() {
      return Math.min(rows, cols) >= SMALLEST;
    }

    long cost() {
      return Operations.gramEigenvalues(rows, cols);
    }
  }

  /// The same tensors, those that are affordable with their spectra.
  List<TensorHistory> with(
      List<TensorHistory> tensors, SequencedMap<String, List<WeightTensor>> stored)
      throws IOException {
    List<TensorHistory> matrices =
        tensors.stream()
            .filter(each -> shape(stored, each).hasSpectrum())
            .sorted(Comparator.comparingLong(each -> shape(stored, each).cost()))
            .toList();
    Map<String, SpectrumPair> pairs = new HashMap<>();
    List<TensorHistory> dear = new ArrayList<>();
    long spent = 0;
    for (TensorHistory each : matrices) {
      List<WeightTensor> files = stored.get(each.name());
      Shape shape = shape(stored, each);
      long cost = shape.cost() * Math.min(2, each.squares().length);
      if (files == null || each.count() > LARGEST || spent + cost > BUDGET) {
        dear.add(each);
      } else {
        spent += cost;
        WeightSpectrum first = spectrum(each.name(), files.getFirst());
        WeightSpectrum last = files.size() == 1 ? first : spectrum(each.name(), files.getLast());
        pairs.put(each.name(), new SpectrumPair(first, last));
      }
    }
    if (!dear.isEmpty()) {
      leftOut.add(
          "no spectrum of %,d of %,d matrices (the smallest, %s, is %s): they would take too long"
              .formatted(
                  dear.size(), matrices.size(), dear.getFirst().name(), dear.getFirst().shape()));
    }
    return tensors.stream()
        .map(each -> Optional.ofNullable(pairs.get(each.name())).map(each::with).orElse(each))
        .toList();
  }

  private static Shape shape(
      SequencedMap<String, List<WeightTensor>> stored, TensorHistory tensor) {
    List<WeightTensor> files = stored.get(tensor.name());
    return files == null ? new Shape(0, 0) : shape(tensor.name(), files.getFirst());
  }

  private static Shape shape(String name, WeightTensor tensor) {
    long[] sizes = tensor.shape();
    if (sizes.length < 2) {
      return new Shape(0, 0);
    }
    if (isOfHeads(name, sizes)) {
      return name.endsWith("W_O")
          ? new Shape(sizes[0] * sizes[1], sizes[2])
          : new Shape(sizes[1], sizes[0] * sizes[2]);
    }
    return new Shape(sizes[0], tensor.count() / Math.max(1, sizes[0]));
  }

  private static boolean isOfHeads(String name, long[] sizes) {
    return sizes.length == 3 && name.matches(".*\\bW_[QKVO]$");
  }

  private static WeightSpectrum spectrum(String name, WeightTensor tensor) throws IOException {
    Shape shape = shape(name, tensor);
    double[] values = tensor.numbers();
    if (isOfHeads(name, tensor.shape()) && !name.endsWith("W_O")) {
      values = sideBySide(values, tensor.shape());
    }
    return WeightSpectrum.of(name, new Matrix((int) shape.rows, (int) shape.cols, values));
  }

  /// (head, row, column) -> (row, head and column).
  private static double[] sideBySide(double[] values, long[] sizes) {
    int heads = (int) sizes[0];
    int rows = (int) sizes[1];
    int cols = (int) sizes[2];
    double[] out = new double[values.length];
    for (int h = 0; h < heads; h++) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(values, (h * rows + r) * cols, out, r * heads * cols + h * cols, cols);
      }
    }
    return out;
  }
}
