package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class AttentionHeadsTest {
  @Test
  void collapsedHeadsAreEqual() {
    double[] map = {0.7, 0.3, 0.1, 0.9};
    AttentionHeads heads = AttentionHeads.of(Matrix.of(map, map, map), 2);
    assertThat(heads.similarity()).isCloseTo(1, within(1e-14));
    assertThat(heads.participation()).isCloseTo(0, within(1e-12));
    assertThat(heads.entropySpread()).isCloseTo(0, within(1e-15));
  }

  /// Three heads that choose one of two keys for four queries, agreeing in two of four.
  @Test
  void unrelatedSharpHeadsHaveTheClosedForm() {
    AttentionHeads heads =
        AttentionHeads.of(Matrix.of(sharp(1, 1, 0, 0), sharp(1, 0, 1, 0), sharp(1, 0, 0, 1)), 2);
    assertThat(heads.similarity()).isCloseTo(0.5, within(1e-14));
    assertThat(heads.participation()).isCloseTo(1, within(1e-12));
    assertThat(heads.entropy()).isZero();
  }

  @Test
  void entropyIsThatOfTheRowsAndItsSpreadThatOfTheHeads() {
    AttentionHeads heads =
        AttentionHeads.of(
            Matrix.of(new double[] {0.25, 0.25, 0.25, 0.25}, new double[] {0, 1, 0, 0}), 4);
    assertThat(heads.headEntropies()[0]).isCloseTo(Math.log(4), within(1e-15));
    assertThat(heads.headEntropies()[1]).isZero();
    assertThat(heads.entropy()).isCloseTo(Math.log(4) / 2, within(1e-15));
    assertThat(heads.entropySpread()).isCloseTo(Math.log(4) / 2, within(1e-15));
    assertThat(heads.similarity()).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void oneHeadOrConstantMapsHaveNoComparison() {
    AttentionHeads one = AttentionHeads.of(Matrix.of(new double[] {0.5, 0.5}), 2);
    assertThat(one.similarity()).isNaN();
    assertThat(one.participation()).isNaN();
    double[] flat = {0.5, 0.5};
    assertThat(AttentionHeads.of(Matrix.of(flat, flat), 2).participation()).isNaN();
    assertThatThrownBy(() -> AttentionHeads.of(Matrix.of(flat), 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] sharp(int... first) {
    double[] map = new double[2 * first.length];
    for (int q = 0; q < first.length; q++) {
      map[2 * q] = first[q];
      map[2 * q + 1] = 1 - first[q];
    }
    return map;
  }
}
