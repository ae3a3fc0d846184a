package groklab.measures.common.cyclic;

import java.util.Arrays;

/// The cells of z = x + y in Z_m in standard order.
public final class SumCells {
  private SumCells() {}

  /// With these cells (numbers x·m + y) trained on.
  public static AnswerCells of(int order, int... trainCells) {
    int[] answers = new int[order * order];
    Arrays.setAll(answers, cell -> (cell / order + cell % order) % order);
    boolean[] train = new boolean[answers.length];
    for (int cell : trainCells) {
      train[cell] = true;
    }
    return new AnswerCells(answers, train);
  }
}
