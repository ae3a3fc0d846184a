package groklab.lab.linear;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void sumsRunFromTheFirstNumberToTheLast() {
    assertThat(Numbers.sum(1, 0x1p53, 1, 1)).isEqualTo(0x1p53);
    assertThat(Numbers.sum(1, 1, 0x1p53)).isEqualTo(0x1p53 + 2);
    assertThat(Numbers.sum()).isZero();
    assertThat(Numbers.mean(1, 2, 6)).isEqualTo(3);
    assertThat(Numbers.mean()).isNaN();
    assertThat(Numbers.squaresAround(3, 1, 2, 6)).isEqualTo(14);
  }

  @Test
  void productsAndAngles() {
    double[] a = {3, 4};
    assertThat(Numbers.dot(a, new double[] {2, -1})).isEqualTo(2);
    assertThat(Numbers.norm(a)).isEqualTo(5);
    assertThat(Numbers.cosine(a, new double[] {-6, -8})).isEqualTo(-1);
    assertThat(Numbers.cosine(a, new double[2])).isNaN();
  }

  @Test
  void theLargestIsTheFirstOfEqualsAndNoNaNAfterTheFirst() {
    assertThat(Numbers.largest(1, 3, 2, 3)).isEqualTo(1);
    assertThat(Numbers.largest(1, Double.NaN, 2)).isEqualTo(2);
    assertThat(Numbers.largest(Double.NaN, 2)).isZero();
  }

  @Test
  void aMatrixGivesCopiesOfItsRowsAndSaysWhetherItIsFinite() {
    Matrix m = Matrix.of(new double[] {1, 2}, new double[] {3, 4});
    double[][] rows = m.toRows();
    assertThat(rows).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
    rows[0][0] = 9;
    assertThat(m.get(0, 0)).isEqualTo(1);
    assertThat(m.isFinite()).isTrue();
    assertThat(Matrix.of(new double[] {1, Double.NEGATIVE_INFINITY}).isFinite()).isFalse();
  }
}
