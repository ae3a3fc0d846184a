package groklab.measures.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.AnswerCells;
import groklab.measures.common.cyclic.SplitLoss;
import groklab.measures.fourier.ProgressLosses;
import groklab.measures.fourier.Samples;
import groklab.measures.group.FiniteGroup.Composition;
import groklab.measures.group.RepresentationShare.Argument;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepresentationShareTest {
  private static final FiniteGroup S4 = FiniteGroupTest.s(4, Composition.LEFT_FIRST);
  private static final List<Representation> IRREPS = SymmetricIrrepsTest.irreps(4);

  @Test
  void theSharesOfATableAddUpToOne() {
    Matrix table = Samples.normal(24, 5, 1);
    double sum = 0;
    for (Representation rho : IRREPS) {
      sum += RepresentationShare.ofTable(table, rho);
    }
    assertThat(sum).isCloseTo(1, within(1e-13));
  }

  /// A random table has r/n in each: 9/24 for the three-dimensional ones.
  @Test
  void aRandomTableHasTheShareOfItsDimension() {
    Matrix table = Samples.normal(24, 4000, 2);
    assertThat(RepresentationShare.ofTable(table, IRREPS.get(1))).isCloseTo(9 / 24.0, within(0.01));
  }

  @Test
  void anEmbeddingBuiltOfARepresentationHasAllItsShare() {
    Matrix table = IRREPS.get(1).matrices().times(Samples.normal(9, 5, 3));
    assertThat(RepresentationShare.ofTable(table, IRREPS.get(1))).isCloseTo(1, within(1e-13));
    assertThat(RepresentationShare.ofTable(table, IRREPS.get(2))).isCloseTo(0, within(1e-13));
  }

  @Test
  void hiddenUnitsAreSharedAmongTheFunctionsOfLeftRightAndProduct() {
    double[] values = new double[576 * 3];
    Matrix rho = IRREPS.get(1).matrices();
    for (int cell = 0; cell < 576; cell++) {
      values[cell * 3] = 2 * rho.get(cell / 24, 1);
      values[cell * 3 + 1] = rho.get(cell % 24, 4);
      values[cell * 3 + 2] = rho.get(S4.times(cell / 24, cell % 24), 7);
    }
    Matrix hidden = new Matrix(576, 3, values);
    assertThat(share(hidden, Argument.LEFT)).isCloseTo(4 / 6.0, within(1e-12));
    assertThat(share(hidden, Argument.RIGHT)).isCloseTo(1 / 6.0, within(1e-12));
    assertThat(share(hidden, Argument.PRODUCT)).isCloseTo(1 / 6.0, within(1e-12));
  }

  @Test
  void theHiddenShareIsThatOfTheProjectionWrittenOut() {
    Matrix hidden = Samples.normal(576, 4, 4);
    Matrix q = IRREPS.get(2).orthonormalFunctions();
    double[] onPairs = new double[576 * q.cols()];
    for (int cell = 0; cell < 576; cell++) {
      for (int i = 0; i < q.cols(); i++) {
        onPairs[cell * q.cols() + i] = q.get(S4.times(cell / 24, cell % 24), i) / Math.sqrt(24);
      }
    }
    Matrix functions = new Matrix(576, q.cols(), onPairs);
    double expected = functions.transposed().times(hidden).sumOfSquares() / hidden.sumOfSquares();
    double got = RepresentationShare.ofActivations(hidden, S4, IRREPS.get(2), Argument.PRODUCT);
    assertThat(got).isCloseTo(expected, within(1e-13));
  }

  @Test
  void idealLogitsSurviveRestrictionAndNotExclusion() {
    Matrix logits = LogitCharactersTest.characters(S4, 3, IRREPS.get(1).character());
    AnswerCells cells = RepresentationLosses.cellsOf(S4, 0, 5, 77);
    RepresentationLosses losses = RepresentationLosses.onLogits(logits, S4, cells);
    double full = LogitCharactersTest.loss(logits, cells);
    assertThat(losses.restricted(IRREPS.get(1)).all()).isCloseTo(full, within(1e-12));
    assertThat(losses.excluded(IRREPS.get(1)).all()).isCloseTo(Math.log(24), within(1e-12));
    assertThat(losses.excluded(IRREPS.get(2)).train()).isCloseTo(full, within(1e-12));
  }

  /// On Z_m a rotation's functions are cos and sin of one frequency, and the trivial one restores
  /// the class means.
  @Test
  void onACyclicGroupTheLossesAreThoseOfTheFourierPackage() {
    Matrix logits = Samples.normal(49, 7, 8);
    FiniteGroup group = FiniteGroupTest.cyclic(7);
    AnswerCells cells = RepresentationLosses.cellsOf(group, 3, 30, 40);
    List<Representation> irreps = CyclicIrreps.of(7);
    RepresentationLosses got = RepresentationLosses.onLogits(logits, group, cells);
    ProgressLosses fourier = ProgressLosses.onLogits(logits, cells);
    SplitLoss excluded = got.excluded(irreps.get(2));
    assertThat(excluded.train())
        .isCloseTo(fourier.excluded(AnswerCells.Part.TRAIN, 2), within(1e-13));
    SplitLoss restricted = got.restricted(irreps.get(0), irreps.get(2));
    assertThat(restricted.test()).isCloseTo(fourier.restricted(2).test(), within(1e-13));
  }

  @Test
  void aTableOfTheWrongSizeIsRefused() {
    assertThatThrownBy(() -> RepresentationShare.ofTable(Samples.normal(23, 2, 1), IRREPS.get(1)))
        .hasMessageContaining("23 rows");
  }

  private static double share(Matrix hidden, Argument argument) {
    return RepresentationShare.ofActivations(hidden, S4, IRREPS.get(1), argument);
  }
}
