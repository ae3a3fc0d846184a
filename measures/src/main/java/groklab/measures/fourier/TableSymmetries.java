package groklab.measures.fourier;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.AnswerCells;
import groklab.measures.common.cyclic.FourierBasis;

/// Whether a network's answers to x + y in Z_m obey the symmetries of addition, labels not needed:
/// the tests T1 and T2 of the deck's protocols (rename symbols, swap, shift).
///
/// Each is the share of cells of one part in which the two sides agree, 0..1. A look-up table whose
/// answers are right with probability q and random otherwise gets about q² (plus 1/m) in the affine
/// and shift tests; a network that sums its embeddings passes the swap for free; one that always
/// gives the same answer passes the swap and fails the rest. Over all cells the tests include
/// training cells, so quote the test part. The *image* of a test cell may be a training cell.
public final class TableSymmetries {
  private final int order;
  private final int[] answers;
  private final AnswerCells cells;

  private TableSymmetries(int order, int[] answers, AnswerCells cells) {
    this.order = order;
    this.answers = answers;
    this.cells = cells;
  }

  /// Of the answers that these logits (m² x m, standard order) give. Cost: m³.
  public static TableSymmetries of(Matrix logits, AnswerCells cells) {
    int m = logits.cols();
    FourierBasis.requireRows(logits, m * m, "the logits of all pairs of Z_" + m);
    return new TableSymmetries(m, answers(logits), cells);
  }

  /// The class with the largest logit in each row; -1, an answer that agrees with nothing, where
  /// two are equal.
  public static int[] answers(Matrix logits) {
    int[] answers = new int[logits.rows()];
    for (int row = 0; row < answers.length; row++) {
      int best = 0;
      boolean tied = false;
      for (int c = 1; c < logits.cols(); c++) {
        double difference = logits.get(row, c) - logits.get(row, best);
        tied = difference > 0 ? false : tied || difference == 0;
        best = difference > 0 ? c : best;
      }
      answers[row] = tied ? -1 : best;
    }
    return answers;
  }

  /// T2: f(x, y) = f(y, x).
  public double swap(AnswerCells.Part part) {
    return share(part, (x, y, f) -> answerAt(y, x) == f);
  }

  /// T2: f(x + 1, y) = f(x, y) + 1.
  public double shift(AnswerCells.Part part) {
    return share(part, (x, y, f) -> answerAt(x + 1, y) == (f + 1) % order);
  }

  /// T1: f(kx + s, ky + s) = k·f(x, y) + 2s.
  ///
  /// @param factor k, a unit of Z_m
  /// @param offset s
  public double affine(AnswerCells.Part part, int factor, int offset) {
    if (greatestCommonDivisor(Math.floorMod(factor, order), order) != 1) {
      throw new IllegalArgumentException(
          "the factor %d is not invertible modulo %d; expected one without a common divisor"
              .formatted(factor, order));
    }
    return share(
        part,
        (x, y, f) ->
            answerAt(factor * x + offset, factor * y + offset)
                == Math.floorMod((long) factor * f + 2L * offset, order));
  }

  /// T1, the mean over maps other than the identity, drawn from the stream "table-symmetries" of
  /// the seed.
  public double meanAffine(AnswerCells.Part part, int maps, long seed) {
    RandomStream stream = RandomStream.of(seed, "table-symmetries");
    double sum = 0;
    int drawn = 0;
    for (long i = 0; drawn < maps; i++) {
      int factor = 1 + stream.below(2 * i, order - 1);
      int offset = stream.below(2 * i + 1, order);
      boolean identity = factor == 1 && offset == 0;
      if (!identity && greatestCommonDivisor(factor, order) == 1) {
        sum += affine(part, factor, offset);
        drawn++;
      }
    }
    return sum / maps;
  }

  @FunctionalInterface
  private interface Agreement {
    boolean holds(int x, int y, int answer);
  }

  private double share(AnswerCells.Part part, Agreement agreement) {
    int agree = 0;
    int count = 0;
    for (int cell = 0; cell < answers.length; cell++) {
      if (cells.isIn(part, cell)) {
        count++;
        boolean answered = answers[cell] >= 0;
        if (answered && agreement.holds(cell / order, cell % order, answers[cell])) {
          agree++;
        }
      }
    }
    return count == 0 ? Double.NaN : (double) agree / count;
  }

  private int answerAt(int x, int y) {
    return answers[Math.floorMod(x, order) * order + Math.floorMod(y, order)];
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
