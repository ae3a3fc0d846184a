package groklab.measures.common.cyclic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import groklab.lab.problem.AnswerTable;
import groklab.measures.CyclicTables;
import groklab.measures.fourier.ColumnFrequencies;
import groklab.measures.fourier.LogitCosines;
import groklab.measures.fourier.ProgressLosses;
import groklab.measures.fourier.Samples;
import groklab.measures.fourier.TokenSpectrum;
import groklab.zoo.task.ResidueOperation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CyclicLabelsTest {
  private static final int P = 11;

  @Test
  void theLabelsMakeEachOperationASumInTheGroup() {
    assertSum(CyclicTables.add(P), ResidueOperation.ADD.table(P));
    assertSum(CyclicTables.subtract(P), ResidueOperation.SUBTRACT.table(P));
    assertSum(CyclicTables.multiply(P), ResidueOperation.MULTIPLY.table(P));
    assertSum(CyclicTables.divide(P), ResidueOperation.DIVIDE.table(P));
    assertSum(CyclicTables.divide(97), ResidueOperation.DIVIDE.table(97));
  }

  /// Logits of a network that multiplies: characters of log a + log b - log c. Relabelled they are
  /// ideal, as they stand nothing is to be seen; the class of 0 and a class "=" drop out.
  @Test
  void multiplicationShowsItsCharactersOnlyWhenRelabelled() {
    CyclicLabels labels = CyclicTables.multiply(P);
    int[] log = new int[P];
    for (int x = 0; x < P - 1; x++) {
      log[labels.left()[x]] = x;
    }
    double[] values = new double[P * P * (P + 1)];
    for (int a = 1; a < P; a++) {
      for (int b = 1; b < P; b++) {
        for (int c = 1; c < P; c++) {
          values[(a * P + b) * (P + 1) + c] =
              5 * Math.cos(2 * Math.PI * 3 * (log[a] + log[b] - log[c]) / (P - 1));
        }
      }
    }
    AnswerCells cells =
        labels.cells(ResidueOperation.MULTIPLY.table(P).answers(), new boolean[P * P]);
    int n = P - 1;
    Matrix logits =
        new CyclicTask(labels, 0, 1, cells)
            .logits(new Matrix(P * P, P + 1, values), new Matrix(n * n, n, new double[n * n * n]));
    assertThat(LogitCosines.centred(logits).fve(3)).isCloseTo(1, within(1e-12));
    ProgressLosses losses = ProgressLosses.onLogits(logits, cells);
    assertThat(losses.restricted(3).all())
        .isCloseTo(Samples.loss(logits, cells).all(), within(1e-12));
    assertThat(losses.excluded(AnswerCells.Part.ALL, 3)).isCloseTo(Math.log(P - 1), within(1e-12));
  }

  @Test
  void theEmbeddingOfAMultiplyingNetworkHasItsPeakOverLogarithms() {
    CyclicLabels labels = CyclicTables.multiply(P);
    double[] embedding = new double[P];
    for (int x = 0; x < P - 1; x++) {
      embedding[labels.left()[x]] = Math.cos(2 * Math.PI * 2 * x / (P - 1));
    }
    Matrix table = new Matrix(P, 1, embedding).rows(labels.left());
    assertThat(TokenSpectrum.of(table).shareOfTop(1)).isCloseTo(1, within(1e-12));
    assertThat(ColumnFrequencies.of(table).frequency()).containsExactly(2);
    assertThat(TokenSpectrum.of(new Matrix(P, 1, embedding)).shareOfTop(1)).isLessThan(0.7);
  }

  @Test
  void activationsKeepAllTheirColumns() {
    Matrix table = Samples.normal(P * P, 4, 31);
    Matrix got = CyclicTables.subtract(P).activations(table);
    assertThat(got.cols()).isEqualTo(4);
    assertThat(got.row(2 * P + 3)).containsExactly(table.row(2 * P + P - 3));
  }

  @Test
  void anAnswerOutsideTheGroupIsRefused() {
    CyclicLabels labels = CyclicTables.multiply(P);
    int[] noisy = ResidueOperation.MULTIPLY.table(P).answers().clone();
    noisy[P + 1] = 0;
    assertThatThrownBy(() -> labels.cells(noisy, new boolean[P * P]))
        .hasMessageContaining("row 12 has the answer 0");
  }

  private static void assertSum(CyclicLabels labels, AnswerTable table) {
    boolean[] train = new boolean[table.equations()];
    train[labels.tableRow(1, 2)] = true;
    AnswerCells cells = labels.cells(table.answers(), train);
    int m = labels.order();
    assertThat(cells.answers()).isEqualTo(SumCells.of(m).answers());
    assertThat(cells.train()[m + 2]).isTrue();
    int trained = 0;
    for (boolean t : cells.train()) {
      trained += t ? 1 : 0;
    }
    assertThat(trained).isEqualTo(1);
    assertThat(Arrays.stream(labels.classes()).distinct().count()).isEqualTo(m);
  }
}
