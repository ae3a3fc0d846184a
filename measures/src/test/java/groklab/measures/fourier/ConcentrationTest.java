package groklab.measures.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import groklab.measures.fourier.Concentration.Sides;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConcentrationTest {
  private static final int P = 97;

  /// core.md, section 0.
  @Test
  void giniHasThePrintedValuesOfCore() {
    assertThat(Concentration.gini(1, 1, 1, 1)).isZero();
    assertThat(Concentration.gini(0, 0, 0, 1)).isEqualTo(0.75);
    assertThat(Concentration.gini(1, 2, 3, 4)).isCloseTo(0.25, within(1e-15));
    double[] ten = new double[113];
    Arrays.fill(ten, 40, 50, 3);
    assertThat(Concentration.gini(ten)).isCloseTo(0.911504, within(5e-7));
    double[] one = new double[113];
    one[7] = 2;
    assertThat(Concentration.gini(one)).isCloseTo(0.991150, within(5e-7));
  }

  /// measures.md, Fourier concentration: u = (3, 1, 1, 0.5, 0.25).
  @Test
  void giniHasThePrintedValueOfMeasures() {
    double[] u = {3, 1, 1, 0.5, 0.25};
    assertThat(Concentration.gini(u)).isCloseTo(0.417391, within(5e-7));
  }

  @Test
  void giniIsTheMeanDifferenceOverTwiceTheMean() {
    double[] u = Samples.normal(1, 40, 3).values();
    for (int i = 0; i < u.length; i++) {
      u[i] = Math.abs(u[i]);
    }
    double differences = 0;
    double sum = 0;
    for (double a : u) {
      sum += a;
      for (double b : u) {
        differences += Math.abs(a - b);
      }
    }
    double n = u.length;
    assertThat(Concentration.gini(u))
        .isCloseTo(differences / (n * n) / (2 * sum / n), within(1e-14));
  }

  /// core.md, doshi2023: p = 97, one-sided, the constant counts.
  @Test
  void iprOfRowsHasThePrintedValuesOfDoshi2023() {
    assertThat(ipr(cosine(5), Sides.ONE)).isCloseTo(1, within(1e-12));
    assertThat(ipr(twoCosines(), Sides.ONE)).isCloseTo(0.5, within(1e-12));
    assertThat(ipr(constant(), Sides.ONE)).isCloseTo(1, within(1e-12));
    assertThat(ipr(oneHot(), Sides.ONE)).isCloseTo(0.020408, within(5e-7));
    assertThat(ipr(cosine(5), Sides.TWO)).isCloseTo(0.5, within(1e-12));
    assertThat(ipr(twoCosines(), Sides.TWO)).isCloseTo(0.25, within(1e-12));
    assertThat(ipr(constant(), Sides.TWO)).isCloseTo(1, within(1e-12));
    assertThat(ipr(oneHot(), Sides.TWO)).isCloseTo(1.0 / 97, within(1e-12));
  }

  /// core.md, doshi2023: 0.0403 one-sided, 0.0203 two-sided. Over 3000 rows the standard error is
  /// about 0.0002.
  @Test
  void gaussianRowsHaveTheMeanIprOfDoshi2023() {
    Matrix rows = Samples.normal(3000, P, 4);
    double one = 0;
    double two = 0;
    for (int r = 0; r < rows.rows(); r++) {
      one += ipr(rows.row(r), Sides.ONE) / rows.rows();
      two += ipr(rows.row(r), Sides.TWO) / rows.rows();
    }
    assertThat(one).isCloseTo(0.0403, within(0.0006));
    assertThat(two).isCloseTo(0.0203, within(0.0003));
  }

  @Test
  void theIprOfANeuronIsTheMeanOfItsThreeRows() {
    double[] got =
        Concentration.neuronIpr(
            Matrix.of(cosine(5)), Matrix.of(twoCosines()), Matrix.of(oneHot()), Sides.ONE);
    assertThat(got).hasSize(1);
    assertThat(got[0]).isCloseTo((1 + 0.5 + 1.0 / 49) / 3, within(1e-12));
  }

  @Test
  void neitherSeesTheScale() {
    double[] u = {3, 1, 1, 0.5, 0.25};
    double[] larger = Arrays.stream(u).map(v -> 1e6 * v).toArray();
    assertThat(Concentration.gini(larger)).isCloseTo(Concentration.gini(u), within(1e-14));
  }

  @Test
  void theUndefinedIsNaNAndTheWrongIsRefused() {
    assertThat(Concentration.gini(0, 0)).isNaN();
    assertThatThrownBy(() -> Concentration.gini(1, -1)).hasMessageContaining("none below 0");
  }

  private static double ipr(double[] row, Sides sides) {
    Matrix same = Matrix.of(row);
    return Concentration.neuronIpr(same, same, same, sides)[0];
  }

  private static double[] cosine(int k) {
    double[] row = new double[P];
    Arrays.setAll(row, j -> Math.cos(2 * Math.PI * k * j / P + 0.3));
    return row;
  }

  private static double[] twoCosines() {
    double[] a = cosine(5);
    double[] b = cosine(11);
    Arrays.setAll(a, j -> a[j] + b[j]);
    return a;
  }

  private static double[] constant() {
    double[] row = new double[P];
    Arrays.fill(row, 2);
    return row;
  }

  private static double[] oneHot() {
    double[] row = new double[P];
    row[13] = 1;
    return row;
  }
}
