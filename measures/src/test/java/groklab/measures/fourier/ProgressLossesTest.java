package groklab.measures.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.measures.common.cyclic.AnswerCells;
import groklab.measures.common.cyclic.AnswerCells.Part;
import groklab.measures.common.cyclic.SplitLoss;
import groklab.measures.common.cyclic.SumCells;
import groklab.measures.common.cyclic.TableLoss;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLossesTest {
  private static final int P = 113;
  private static final int[] KEYS = {14, 35, 41, 42, 52};

  /// core.md, nanda2023, oracle for the measures: synthetic logits A·Σ cos(w_k(a+b-c)), p = 113.
  @ParameterizedTest
  @CsvSource({
    "1, 1.030031, 5e-7",
    "2, 0.0721994, 5e-8",
    "5, 2.17923e-5, 5e-11",
    "10, 8.259e-11, 5e-15"
  })
  void theLossOfIdealLogitsHasThePrintedValuesOfNanda2023(
      double amplitude, double loss, double halfUnit) {
    Matrix logits = Samples.clock(P, amplitude, KEYS);
    AnswerCells cells = SumCells.of(P);
    ProgressLosses losses = ProgressLosses.onLogits(logits, cells);
    assertThat(Samples.loss(logits, cells).all()).isCloseTo(loss, within(halfUnit));
    assertThat(losses.restricted(KEYS).all()).isCloseTo(loss, within(halfUnit));
    assertThat(losses.excluded(Part.ALL, KEYS)).isCloseTo(Math.log(P), within(1e-11));
    double[] row = logits.row(0);
    double correct = row[0];
    row[0] = Double.NEGATIVE_INFINITY;
    double margin = correct - Arrays.stream(row).max().orElseThrow();
    assertThat(margin).isCloseTo(2.410176 * amplitude, within(5e-7 * amplitude));
  }

  /// core.md, nanda2023: one frequency alone, A = 20.
  @Test
  void oneFrequencyAloneHasThePrintedLossOfNanda2023() {
    Matrix logits = Samples.clock(P, 20, 14);
    double loss = Samples.loss(logits, SumCells.of(P)).all();
    assertThat(loss).isCloseTo(2.316998, within(5e-7));
  }

  /// core.md, nanda2023: A = 20 minus one key frequency. The notes print 4.69e-13 and 6.96e-13 for
  /// 14 and 35: that is what m + log Σ exp(z - m) - z gives in float64, whose steps here are
  /// 3.6e-15. The values below are from a computation with 40 digits; the other three agree with
  /// the notes to their printed digits.
  @Test
  void leavingOutOneKeyHasTheLossOfNanda2023() {
    Matrix logits = Samples.clock(P, 20, KEYS);
    ProgressLosses losses = ProgressLosses.onLogits(logits, SumCells.of(P));
    double[] expected = {4.630629e-13, 6.992038e-13, 4.617957e-9, 5.548711e-10, 5.095498e-7};
    double[] printed = {4.69e-13, 6.96e-13, 4.62e-9, 5.55e-10, 5.10e-7};
    double[] got = losses.excludedEach(Part.ALL, KEYS);
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i]).isCloseTo(expected[i], withinPercentage(1e-4));
      double halfUnit = 0.005 * Math.pow(10, Math.floor(Math.log10(printed[i])));
      assertThat(got[i]).isCloseTo(printed[i], within(Math.max(halfUnit, 7e-15)));
    }
  }

  /// The paper's definition written out: projections on unit vectors over the p² inputs, then the
  /// class means.
  @Test
  void onLogitsTheEditedLogitsAreTheProjectionsOfTheDefinition() {
    int p = 7;
    Matrix logits = Samples.normal(p * p, p, 11);
    AnswerCells cells = SumCells.of(p, someCells(p));
    Matrix projected = naiveProjection(logits, p, 1, 3);
    ProgressLosses losses = ProgressLosses.onLogits(logits, cells);
    Matrix rest = Samples.sum(logits, projected, -1);
    assertSame(excluded(losses, 1, 3), Samples.loss(rest, cells));
    assertThat(losses.excluded(Part.TRAIN, 1, 3))
        .isCloseTo(Samples.loss(rest, cells).train(), within(1e-13));
    assertSame(losses.restricted(1, 3), Samples.loss(withMeanOf(projected, logits), cells));
  }

  /// The demo's definition written out.
  @Test
  void onNeuronsTheEditedLogitsAreThoseOfTheDemo() {
    int p = 7;
    Matrix neurons = Samples.normal(p * p, 10, 12);
    Matrix map = Samples.normal(10, p, 13);
    Matrix before = Samples.normal(p * p, p, 14);
    Matrix logits = Samples.sum(neurons.times(map), before, 1);
    AnswerCells cells = SumCells.of(p, someCells(p));
    Matrix projected = naiveProjection(neurons, p, 2);
    ProgressLosses losses = ProgressLosses.onNeurons(logits, neurons, map, cells);
    Matrix excluded = Samples.sum(Samples.sum(neurons, projected, -1).times(map), before, 1);
    assertSame(excluded(losses, 2), Samples.loss(excluded, cells));
    Matrix approximate = withMeanOf(projected, neurons);
    assertSame(
        losses.restricted(2), Samples.loss(withMeanOf(approximate.times(map), logits), cells));
  }

  @Test
  void theTwoDefinitionsAgreeWhenTheNeuronsMakeAllOfTheLogits() {
    int p = 7;
    Matrix neurons = Samples.normal(p * p, 10, 15);
    Matrix map = Samples.normal(10, p, 16);
    Matrix logits = neurons.times(map);
    AnswerCells cells = SumCells.of(p, someCells(p));
    ProgressLosses onLogits = ProgressLosses.onLogits(logits, cells);
    ProgressLosses onNeurons = ProgressLosses.onNeurons(logits, neurons, map, cells);
    assertSame(excluded(onNeurons, 1, 2), excluded(onLogits, 1, 2));
    assertSame(onNeurons.restricted(1, 2), onLogits.restricted(1, 2));
  }

  /// A circuit beside a look-up table of the training cells: the train loss is low either way,
  /// removing the circuit hurts test cells first.
  @Test
  void aCircuitBesideMemorisedCellsIsSeenByBothLosses() {
    int p = 23;
    AnswerCells cells = SumCells.of(p, someCells(p));
    double[] values = Samples.clock(p, 8, 3, 7).values();
    for (int cell = 0; cell < p * p; cell++) {
      if (cells.train()[cell]) {
        values[cell * p + cells.answers()[cell]] += 40;
      }
    }
    Matrix logits = new Matrix(p * p, p, values);
    ProgressLosses losses = ProgressLosses.onLogits(logits, cells);
    assertThat(Samples.loss(logits, cells).train()).isLessThan(1e-10);
    assertThat(losses.restricted(3, 7).test()).isLessThan(0.1);
    assertThat(losses.excluded(Part.TRAIN, 3, 7)).isLessThan(1e-8);
    assertThat(losses.excluded(Part.TEST, 3, 7)).isGreaterThan(Math.log(p) - 0.5);
  }

  @Test
  void anEmptyPartHasNoLoss() {
    Matrix logits = Samples.clock(5, 1, 1);
    AnswerCells cells = SumCells.of(5);
    SplitLoss full = Samples.loss(logits, cells);
    ProgressLosses losses = ProgressLosses.onLogits(logits, cells);
    assertThat(full.train()).isNaN();
    assertThat(losses.excluded(Part.TRAIN, 1)).isNaN();
    assertThat(full.test()).isEqualTo(full.all());
  }

  @Test
  void tablesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> ProgressLosses.onLogits(Samples.clock(5, 1, 1), SumCells.of(6)))
        .hasMessageContaining("36 cells");
    assertThatThrownBy(() -> ProgressLosses.onLogits(Samples.normal(25, 6, 1), SumCells.of(5)))
        .hasMessageContaining("25 rows");
  }

  /// A loss below the resolution of a float64 log-softmax, 1 - p < 2⁻⁵³, is still a number.
  @Test
  void tinyLossesAreNotRoundedToZero() {
    assertThat(TableLoss.ofRow(new double[] {50, 0, 0}, 0))
        .isCloseTo(2 * Math.exp(-50), within(1e-36));
    assertThat(TableLoss.ofRow(new double[] {1000, 0}, 1)).isEqualTo(1000);
    assertThat(TableLoss.ofRow(new double[] {2, 1, 0.1}, 0)).isCloseTo(0.41703002, within(5e-9));
  }

  private static int[] someCells(int p) {
    return Arrays.copyOf(RandomStream.of(3, "split").permutation(p * p), p * p * 3 / 10);
  }

  private static Matrix naiveProjection(Matrix table, int p, int... keys) {
    double[] out = new double[table.values().length];
    for (int k : keys) {
      for (int phase = 0; phase < 2; phase++) {
        double[] unit = new double[p * p];
        for (int cell = 0; cell < p * p; cell++) {
          double angle = 2 * Math.PI * k * (cell / p + cell % p) / p - phase * Math.PI / 2;
          unit[cell] = Math.cos(angle) * Math.sqrt(2) / p;
        }
        for (int i = 0; i < table.cols(); i++) {
          double coefficient = 0;
          for (int cell = 0; cell < p * p; cell++) {
            coefficient += unit[cell] * table.get(cell, i);
          }
          for (int cell = 0; cell < p * p; cell++) {
            out[cell * table.cols() + i] += coefficient * unit[cell];
          }
        }
      }
    }
    return new Matrix(table.rows(), table.cols(), out);
  }

  /// table + mean over the inputs of (original - table).
  private static Matrix withMeanOf(Matrix table, Matrix original) {
    Matrix missing = Samples.sum(original, table, -1);
    Matrix mean = Samples.sum(missing, missing.centred(), -1);
    return Samples.sum(table, mean, 1);
  }

  private static SplitLoss excluded(ProgressLosses losses, int... keys) {
    return new SplitLoss(
        losses.excluded(Part.TRAIN, keys),
        losses.excluded(Part.TEST, keys),
        losses.excluded(Part.ALL, keys));
  }

  private static void assertSame(SplitLoss got, SplitLoss expected) {
    assertThat(got.train()).isCloseTo(expected.train(), within(1e-12));
    assertThat(got.test()).isCloseTo(expected.test(), within(1e-12));
    assertThat(got.all()).isCloseTo(expected.all(), within(1e-12));
  }
}
