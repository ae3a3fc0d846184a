package groklab.measures.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.AnswerCells;
import groklab.measures.fourier.LogitCosines;
import groklab.measures.fourier.Samples;
import groklab.measures.group.FiniteGroup.Composition;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogitCharactersTest {
  private static final FiniteGroup S4 = FiniteGroupTest.s(4, Composition.LEFT_FIRST);
  private static final FiniteGroup S5 = FiniteGroupTest.s(5, Composition.LEFT_FIRST);

  /// core.md, chughtai2023: S5, logits = A·character(a b c⁻¹).
  @Test
  void theLossesOfCharactersHaveThePrintedValuesOfChughtai2023() {
    List<Representation> irreps = SymmetricIrrepsTest.irreps(5);
    double[] standard = irreps.get(1).character();
    double[] sign = irreps.get(6).character();
    AnswerCells cells = RepresentationLosses.cellsOf(S5);
    assertThat(loss(characters(S5, 2, standard), cells)).isCloseTo(0.223003, within(5e-7));
    assertThat(loss(characters(S5, 5, standard), cells)).isCloseTo(4.601e-4, within(5e-8));
    assertThat(loss(characters(S5, 5, sign), cells)).isCloseTo(4.094390, within(5e-7));
    Matrix both = Samples.sum(characters(S5, 5, standard), characters(S5, 5, sign), 1);
    assertThat(loss(both, cells)).isCloseTo(6.170e-6, within(5e-10));
    LogitCharacters got = LogitCharacters.of(both, S5);
    assertThat(got.similarity(irreps.get(1))).isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(got.similarity(irreps.get(6))).isCloseTo(Math.sqrt(0.5), within(1e-12));
    double explained = irreps.stream().mapToDouble(r -> Math.pow(got.similarity(r), 2)).sum();
    assertThat(explained).isCloseTo(1, within(1e-12));
    assertThat(got.key(irreps, LogitCharacters.KEY)).containsExactly(irreps.get(1), irreps.get(6));
  }

  @Test
  void theSimilarityIsTheCosineWithTheWholeCube() {
    Matrix logits = Samples.normal(24 * 24, 24, 5);
    LogitCharacters got = LogitCharacters.of(logits, S4);
    Matrix centred = logits.transposed().centred().transposed();
    for (Representation rho : SymmetricIrrepsTest.irreps(4)) {
      Matrix cube = characters(S4, 1, rho.character());
      double dot = 0;
      for (int r = 0; r < cube.rows(); r++) {
        double rowDot = 0;
        for (int c = 0; c < 24; c++) {
          rowDot += cube.get(r, c) * centred.get(r, c);
        }
        dot += rowDot;
      }
      assertThat(got.similarity(rho)).isCloseTo(dot / norm(cube) / norm(centred), within(1e-13));
    }
    assertThat(got.similarity(SymmetricIrrepsTest.irreps(4).get(0))).isCloseTo(0, within(1e-13));
  }

  @Test
  void onACyclicGroupItIsTheCosineSimilarityOfTheFourierPackage() {
    Matrix logits = Samples.normal(49, 7, 6);
    LogitCharacters got = LogitCharacters.of(logits, FiniteGroupTest.cyclic(7));
    LogitCosines cosines = LogitCosines.centred(logits);
    List<Representation> irreps = CyclicIrreps.of(7);
    for (int k = 1; k <= 3; k++) {
      assertThat(got.similarity(irreps.get(k)))
          .isCloseTo(Samples.similarity(cosines, k), within(1e-13));
    }
  }

  @Test
  void theWrongOrderOfCompositionIsSeen() {
    Matrix logits = characters(S4, 5, SymmetricIrrepsTest.irreps(4).get(1).character());
    FiniteGroup other = FiniteGroupTest.s(4, Composition.RIGHT_FIRST);
    double wrong =
        LogitCharacters.of(logits, other).similarity(SymmetricIrrepsTest.irreps(4).get(1));
    assertThat(wrong).isLessThan(0.9);
  }

  @Test
  void logitsConstantOverTheClassesHaveNoSimilarity() {
    LogitCharacters got =
        LogitCharacters.of(new Matrix(9, 3, new double[27]), FiniteGroupTest.cyclic(3));
    assertThat(got.similarity(CyclicIrreps.of(3).get(1))).isNaN();
    assertThatThrownBy(() -> LogitCharacters.of(Samples.normal(8, 3, 1), FiniteGroupTest.cyclic(3)))
        .hasMessageContaining("9 x 3");
  }

  static Matrix characters(FiniteGroup group, double amplitude, double[] character) {
    int n = group.order();
    double[] values = new double[n * n * n];
    for (int cell = 0; cell < n * n; cell++) {
      int ab = group.times(cell / n, cell % n);
      for (int c = 0; c < n; c++) {
        values[cell * n + c] = amplitude * character[group.times(ab, group.inverse(c))];
      }
    }
    return new Matrix(n * n, n, values);
  }

  static double loss(Matrix logits, AnswerCells cells) {
    return Samples.loss(logits, cells).all();
  }

  private static double norm(Matrix m) {
    return Math.sqrt(m.sumOfSquares());
  }
}
