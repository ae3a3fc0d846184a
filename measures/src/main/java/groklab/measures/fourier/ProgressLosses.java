package groklab.measures.fourier;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.AnswerCells;
import groklab.measures.common.cyclic.FourierBasis;
import groklab.measures.common.cyclic.SplitLoss;
import groklab.measures.common.cyclic.SumComponents;
import groklab.measures.common.cyclic.TableLoss;
import java.util.function.UnaryOperator;

/// Restricted and excluded loss of a network that adds in Z_m: the loss with only, or with all but,
/// its key frequencies.
///
/// Two definitions are in use and give different numbers, so a recorded value must say which it is:
///
/// - [#onLogits]: the paper's and its code's (arXiv 2301.05217, section 5.1). L' = the projection
///   of each logit column on cos w_k(x+y) and sin w_k(x+y) of the key k. *Restricted* logits: L'
///   with each class's mean over the inputs restored, L' + mean(L - L'). *Excluded* logits: L - L',
///   without such a correction.
/// - [#onNeurons]: TransformerLens' Grokking_Demo. The same projection P of the MLP's activations
///   N. Restricted logits: (mean N + P)·W_L with the class means of L restored. Excluded logits:
///   ((N - P)·W_out + residual before the MLP)·W_U, which is L - P·W_L, because the unembedding is
///   linear.
///
/// The paper's code quotes the restricted loss over all cells and the excluded loss over the
/// training cells; the demo quotes the restricted loss over the test cells. All three are given
/// here. Because L' has zero mean over the inputs, both restricted forms are mean(L) + (a function
/// of x + y), and both excluded forms are L - (a function of x + y): an m x m table T of that
/// function is all that is stored, and rows of edited logits are written one at a time.
///
/// The excluded loss rises when the circuit that the keys name begins to carry the training cells;
/// on a network that has no circuit it is nearly the training loss. The restricted loss means
/// nothing without the restored class means.
///
/// Cost: m³ (logits; and m²n, neurons) once, for K keys 2K·m² plus, on neurons, m²n; and one
/// exponential a logit.
public final class ProgressLosses {
  private final Matrix logits;
  private final AnswerCells cells;
  private final SumComponents parts;
  private final UnaryOperator<Matrix> toLogits;
  private final double[] classMean;

  private ProgressLosses(
      Matrix logits, AnswerCells cells, Matrix projected, UnaryOperator<Matrix> toLogits) {
    int order = logits.cols();
    FourierBasis.requireRows(logits, order * order, "the logits of all pairs of Z_" + order);
    if (cells.count() != logits.rows()) {
      throw new IllegalArgumentException(
          "%d cells were given for logits of %d rows; expected one cell for every row"
              .formatted(cells.count(), logits.rows()));
    }
    this.logits = logits;
    this.cells = cells;
    this.parts = SumComponents.of(projected, order);
    this.toLogits = toLogits;
    this.classMean = SumComponents.of(logits, order).mean();
  }

  /// The paper's definition, on the logits.
  ///
  /// @param logits m² x m in standard order, the column of "=" removed
  public static ProgressLosses onLogits(Matrix logits, AnswerCells cells) {
    return new ProgressLosses(logits, cells, logits, UnaryOperator.identity());
  }

  /// The demo's definition, on the neurons.
  ///
  /// @param logits m² x m in standard order, the column of "=" removed
  /// @param neurons m² x n, the MLP's activations after the nonlinearity at the last position
  /// @param neuronLogitMap W_L = W_out·W_U without the column of "=", n x m
  public static ProgressLosses onNeurons(
      Matrix logits, Matrix neurons, Matrix neuronLogitMap, AnswerCells cells) {
    if (neuronLogitMap.rows() != neurons.cols() || neuronLogitMap.cols() != logits.cols()) {
      throw new IllegalArgumentException(
          "a neuron-logit map of %d x %d was given; expected %d neurons x %d classes"
              .formatted(
                  neuronLogitMap.rows(), neuronLogitMap.cols(), neurons.cols(), logits.cols()));
    }
    return new ProgressLosses(logits, cells, neurons, part -> part.times(neuronLogitMap));
  }

  /// The loss with only the key frequencies' components and the class means.
  public SplitLoss restricted(int... keys) {
    return TableLoss.of(restrictedRows(keys), logits.cols(), cells);
  }

  /// The loss over one part with all but the key frequencies' components.
  public double excluded(AnswerCells.Part part, int... keys) {
    return TableLoss.of(excludedRows(keys), logits.cols(), cells, part);
  }

  /// The loss over one part with one frequency removed at a time, for the frequencies in the order
  /// given: the paper's excluded loss of each key over the training cells, or, over all
  /// frequencies, the ablation of its section 4.4.
  public double[] excludedEach(AnswerCells.Part part, int... frequencies) {
    double[] losses = new double[frequencies.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = excluded(part, frequencies[i]);
    }
    return losses;
  }

  private TableLoss.Rows restrictedRows(int... keys) {
    Matrix part = toLogits.apply(parts.projection(keys));
    return (cell, out) -> {
      int start = sumOf(cell) * out.length;
      for (int c = 0; c < out.length; c++) {
        out[c] = classMean[c] + part.values()[start + c];
      }
    };
  }

  private TableLoss.Rows excludedRows(int... keys) {
    Matrix part = toLogits.apply(parts.projection(keys));
    return (cell, out) -> {
      int start = sumOf(cell) * out.length;
      for (int c = 0; c < out.length; c++) {
        out[c] = logits.values()[cell * out.length + c] - part.values()[start + c];
      }
    };
  }

  private int sumOf(int cell) {
    int order = logits.cols();
    return (cell / order + cell % order) % order;
  }
}
