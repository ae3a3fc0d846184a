package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class AttentionMeasuresTest {
  @Test
  void headsAreTakenApart() {
    Matrix rows = Matrix.of(new double[] {1, 0, 0.5, 0.5}, new double[] {0, 1, 0.25, 0.75});
    assertThat(AttentionMeasures.byHead(rows, 2))
        .usingRecursiveComparison()
        .isEqualTo(Matrix.of(new double[] {1, 0, 0, 1}, new double[] {0.5, 0.5, 0.25, 0.75}));
  }
}
