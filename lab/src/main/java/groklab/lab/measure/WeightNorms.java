package groklab.lab.measure;

import groklab.engine.exec.Session;
import groklab.lab.model.Tensor;
import java.util.List;
import java.util.SequencedMap;

/// Euclidean norms of the parameters in float64: `weights.l2`, the root of the sum of squares of all of them, and
/// `weights.l2.NAME` for each tensor (of a matrix: the Frobenius norm).
final class WeightNorms {
  static final String TOTAL = "weights.l2";

  private final Session session;
  private final List<Tensor> tensors;
  private final double[][] buffers;

  WeightNorms(Session session, List<Tensor> tensors) {
    this.session = session;
    this.tensors = tensors;
    this.buffers = tensors.stream().map(t -> new double[t.view().size()]).toArray(double[][]::new);
  }

  void measure(SequencedMap<String, Double> into) {
    double total = 0;
    double[] squares = new double[buffers.length];
    for (int i = 0; i < buffers.length; i++) {
      session.read(Session.Slot.VALUES, tensors.get(i).view().offset(), buffers[i]);
      for (double w : buffers[i]) {
        squares[i] += w * w;
      }
      total += squares[i];
    }
    into.put(TOTAL, Math.sqrt(total));
    for (int i = 0; i < buffers.length; i++) {
      into.put(TOTAL + "." + tensors.get(i).name(), Math.sqrt(squares[i]));
    }
  }
}
