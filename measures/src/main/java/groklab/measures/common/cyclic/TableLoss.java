package groklab.measures.common.cyclic;

import groklab.engine.kernel.DoubleMath;
import groklab.lab.linear.Numbers;

/// The mean cross-entropy of logits over cells of a table, -log softmax(row) of the answer, natural
/// logarithm.
///
/// The sum of the exponentials is split into its largest term and the rest: log(1 + rest) keeps
/// losses far below 2⁻⁵², which a float64 log-softmax returns as 0 or as multiples of 2.2·10⁻¹⁶.
/// Cost: one exponential for every logit.
public final class TableLoss {
  private TableLoss() {}

  /// Logits that need not exist as a matrix: each row is written when it is asked for.
  @FunctionalInterface
  public interface Rows {
    /// Writes the logits of a cell into `out`, as many as there are classes.
    void write(int cell, double[] out);
  }

  /// Train, test and overall loss.
  public static SplitLoss of(Rows logits, int classes, AnswerCells cells) {
    double[] row = new double[classes];
    double train = 0;
    double test = 0;
    int trained = 0;
    for (int cell = 0; cell < cells.count(); cell++) {
      logits.write(cell, row);
      double loss = ofRow(row, cells.answers()[cell]);
      if (cells.train()[cell]) {
        train += loss;
        trained++;
      } else {
        test += loss;
      }
    }
    int count = cells.count();
    return new SplitLoss(train / trained, test / (count - trained), (train + test) / count);
  }

  /// The loss over one part only; the rows of other cells are not asked for. NaN if the part is
  /// empty.
  public static double of(Rows logits, int classes, AnswerCells cells, AnswerCells.Part part) {
    double[] row = new double[classes];
    double sum = 0;
    int count = 0;
    for (int cell = 0; cell < cells.count(); cell++) {
      if (cells.isIn(part, cell)) {
        logits.write(cell, row);
        sum += ofRow(row, cells.answers()[cell]);
        count++;
      }
    }
    return sum / count;
  }

  /// −log of the softmax of the logits at the answer.
  public static double ofRow(double[] logits, int answer) {
    int largest = Numbers.largest(logits);
    double rest = 0;
    for (int c = 0; c < logits.length; c++) {
      if (c != largest) {
        rest += DoubleMath.exp(logits[c] - logits[largest]);
      }
    }
    return logits[largest] - logits[answer] + StrictMath.log1p(rest);
  }
}
