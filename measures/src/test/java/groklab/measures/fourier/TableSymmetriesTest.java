package groklab.measures.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.AnswerCells;
import groklab.measures.common.cyclic.AnswerCells.Part;
import groklab.measures.common.cyclic.SumCells;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// measures.md, deck: T1 and T2 at p = 17 with 116 training cells.
class TableSymmetriesTest {
  private static final int P = 17;
  private static final AnswerCells CELLS =
      SumCells.of(P, Arrays.copyOf(RandomStream.of(7, "split").permutation(P * P), 116));

  @Test
  void aRuleLearnerPassesAll() {
    TableSymmetries rule = TableSymmetries.of(Samples.clock(P, 1, 2, 3), CELLS);
    assertThat(rule.swap(Part.TEST)).isEqualTo(1);
    assertThat(rule.shift(Part.TEST)).isEqualTo(1);
    assertThat(rule.affine(Part.TEST, 5, 3)).isEqualTo(1);
    assertThat(rule.meanAffine(Part.ALL, 20, 1)).isEqualTo(1);
  }

  /// The deck expects about q² = 0.19 of a memoriser with q = 0.435 right over the whole table.
  @Test
  void aMemoriserPassesAboutTheSquareOfItsAccuracy() {
    double[] values = Samples.normal(P * P, P, 3).values();
    for (int cell = 0; cell < P * P; cell++) {
      if (CELLS.train()[cell]) {
        values[cell * P + CELLS.answers()[cell]] += 50;
      }
    }
    TableSymmetries table = TableSymmetries.of(new Matrix(P * P, P, values), CELLS);
    assertThat(table.meanAffine(Part.ALL, 200, 2)).isCloseTo(0.19 + 1.0 / P * 0.8, within(0.05));
    assertThat(table.meanAffine(Part.TEST, 200, 2)).isLessThan(0.1);
    assertThat(table.swap(Part.TEST)).isLessThan(0.2);
  }

  @Test
  void oneAnswerForAllPassesTheSwapOnly() {
    double[] values = new double[P * P * P];
    for (int cell = 0; cell < P * P; cell++) {
      values[cell * P + 4] = 1;
    }
    TableSymmetries table = TableSymmetries.of(new Matrix(P * P, P, values), CELLS);
    assertThat(table.swap(Part.ALL)).isEqualTo(1);
    assertThat(table.shift(Part.ALL)).isZero();
  }

  @Test
  void aTieIsNoAnswer() {
    Matrix ties = Matrix.of(new double[] {1, 3, 3}, new double[] {1, 3, 4}, new double[] {2, 2, 3});
    assertThat(TableSymmetries.answers(ties)).containsExactly(-1, 2, 2);
    TableSymmetries none = TableSymmetries.of(new Matrix(P * P, P, new double[P * P * P]), CELLS);
    assertThat(none.swap(Part.ALL)).isZero();
  }

  @Test
  void aFactorThatIsNoUnitIsRefused() {
    TableSymmetries even = TableSymmetries.of(Samples.clock(6, 1, 1), SumCells.of(6));
    assertThatThrownBy(() -> even.affine(Part.ALL, 2, 0)).hasMessageContaining("not invertible");
    assertThat(even.affine(Part.ALL, -1, 2)).isEqualTo(1);
    assertThat(even.swap(Part.TRAIN)).isNaN();
  }
}
