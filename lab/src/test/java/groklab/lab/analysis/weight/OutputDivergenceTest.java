package groklab.lab.analysis.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.analysis.linear.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutputDivergenceTest {
  @Test
  void equalDistributionsDoNotDiverge() {
    Matrix a = Matrix.of(new double[] {1, 2, 3}, new double[] {0, 0, 9});
    Matrix shifted = Matrix.of(new double[] {101, 102, 103}, new double[] {-5, -5, 4});
    assertThat(OutputDivergence.kullbackLeiblerSum(a, shifted)).isCloseTo(0, within(1e-12));
    assertThat(OutputDivergence.jensenShannonMean(a, shifted)).isCloseTo(0, within(1e-12));
  }

  @Test
  void twoClassesHaveTheClosedForm() {
    Matrix a =
        Matrix.of(new double[] {Math.log(3), 0}, new double[] {Math.log(3), 0}); // (3/4, 1/4)
    Matrix b = new Matrix(2, 2, new double[4]); // (1/2, 1/2)
    double kl = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
    assertThat(OutputDivergence.kullbackLeiblerSum(a, b)).isCloseTo(2 * kl, within(1e-14));
    double js =
        0.5 * (0.75 * Math.log(0.75 / 0.625) + 0.25 * Math.log(0.25 / 0.375))
            + 0.5 * (0.5 * Math.log(0.5 / 0.625) + 0.5 * Math.log(0.5 / 0.375));
    assertThat(OutputDivergence.jensenShannonMean(a, b)).isCloseTo(js, within(1e-14));
  }

  @Test
  void certainAndOppositeAnswersAreTheFarthestApart() {
    Matrix a = Matrix.of(new double[] {2000, 0});
    Matrix b = Matrix.of(new double[] {0, 2000});
    assertThat(OutputDivergence.jensenShannonMean(a, b)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(OutputDivergence.kullbackLeiblerSum(a, b)).isEqualTo(2000);
  }

  @Test
  void theMaskHasTheAskedShareAndItsSeed() {
    double[] ones = new double[205];
    Arrays.fill(ones, 1);
    double[] masked = OutputDivergence.masked(ones, OutputDivergence.SHARE, 3);
    assertThat(Arrays.stream(masked).filter(v -> v == 0).count()).isEqualTo(21);
    assertThat(masked).isEqualTo(OutputDivergence.masked(ones, OutputDivergence.SHARE, 3));
    assertThat(masked).isNotEqualTo(OutputDivergence.masked(ones, OutputDivergence.SHARE, 4));
    assertThat(Arrays.stream(ones).sum()).isEqualTo(205);
  }

  @Test
  void shapesAndSharesAreChecked() {
    Matrix a = new Matrix(1, 2, new double[2]);
    Matrix b = new Matrix(2, 1, new double[2]);
    assertThatThrownBy(() -> OutputDivergence.kullbackLeiblerSum(a, b))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OutputDivergence.masked(new double[3], 1.1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
