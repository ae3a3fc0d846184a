package groklab.measures.group;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.AnswerCells;
import groklab.measures.common.cyclic.SplitLoss;
import groklab.measures.common.cyclic.TableLoss;

/// Restricted and excluded loss of a network that multiplies in a group: with only, or with all
/// but, what its logits hold of ρ(a·b) for the key representations ρ (arXiv 2302.03025, section 5).
///
/// Restricted: only the projection of the logits L on the functions ρ_ij(a·b). Excluded: L without
/// that projection. (The paper projects the hidden layer and goes on through W_U.)
///
/// The paper quotes the restricted loss over all cells and the excluded loss over the training
/// cells. Neither keeps the mean unless the trivial representation is among the keys; give it too
/// when the classes have biases. The published code of a later state projects the *embeddings*
/// instead and recomputes the network; use [#projected] for that.
///
/// Cost: n³ once; n²·r for each representation; one exponential a logit.
public final class RepresentationLosses {
  private final Matrix logits;
  private final FiniteGroup group;
  private final AnswerCells cells;
  private final Matrix productMeans;

  private RepresentationLosses(Matrix logits, FiniteGroup group, AnswerCells cells) {
    int n = group.order();
    this.logits = logits;
    this.group = group;
    this.cells = cells;
    Matrix sums = RepresentationShare.summed(logits, group, RepresentationShare.Argument.PRODUCT);
    double[] means = sums.values();
    for (int i = 0; i < means.length; i++) {
      means[i] /= n;
    }
    productMeans = sums;
  }

  /// Of projections of the logits.
  public static RepresentationLosses onLogits(Matrix logits, FiniteGroup group, AnswerCells cells) {
    return new RepresentationLosses(logits, group, cells);
  }

  /// The cells of a·b with these cells (numbers a·n + b) trained on.
  public static AnswerCells cellsOf(FiniteGroup group, int... trainCells) {
    int n = group.order();
    int[] answers = new int[n * n];
    boolean[] train = new boolean[n * n];
    for (int cell = 0; cell < answers.length; cell++) {
      answers[cell] = group.times(cell / n, cell % n);
    }
    for (int cell : trainCells) {
      train[cell] = true;
    }
    return new AnswerCells(answers, train);
  }

  /// The projection of a table over group elements on the span of a representation: Q·Qᵀ·E, n x d.
  public static Matrix projected(Matrix table, Representation... representations) {
    Matrix out = new Matrix(table.rows(), table.cols(), new double[table.values().length]);
    for (Representation r : representations) {
      Matrix q = r.orthonormalFunctions();
      double[] part = q.times(q.transposed().times(table)).values();
      for (int i = 0; i < part.length; i++) {
        out.values()[i] += part[i];
      }
    }
    return out;
  }

  /// The loss with only the key representations.
  public SplitLoss restricted(Representation... keys) {
    Matrix part = projected(productMeans, keys);
    return TableLoss.of(
        (cell, out) ->
            System.arraycopy(part.values(), productOf(cell) * out.length, out, 0, out.length),
        logits.cols(),
        cells);
  }

  /// The loss with all but these representations.
  public SplitLoss excluded(Representation... representations) {
    Matrix part = projected(productMeans, representations);
    return TableLoss.of(
        (cell, out) -> {
          int start = productOf(cell) * out.length;
          for (int c = 0; c < out.length; c++) {
            out[c] = logits.values()[cell * out.length + c] - part.values()[start + c];
          }
        },
        logits.cols(),
        cells);
  }

  private int productOf(int cell) {
    int n = group.order();
    return group.times(cell / n, cell % n);
  }
}
