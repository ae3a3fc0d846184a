package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class LocalComplexityTest {
  @Test
  void directionsAreOrthonormalAndSeeded() {
    Matrix v = LocalComplexity.directions(4, 9, 2);
    Matrix products = v.times(v.transposed());
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        assertThat(products.get(i, j)).isCloseTo(i == j ? 1 : 0, within(1e-14));
      }
    }
    assertThat(LocalComplexity.directions(4, 9, 2).values()).isEqualTo(v.values());
    assertThat(LocalComplexity.directions(4, 9, 3).values()).isNotEqualTo(v.values());
    assertThatThrownBy(() -> LocalComplexity.directions(3, 2, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// A linear neuron w·x + b is cut by the polytope around x if |w·x + b| < r·max|w·v|.
  @Test
  void aNeuronCountsIfItsHyperplaneCutsThePolytope() {
    Matrix axes = Matrix.of(new double[] {1, 0}, new double[] {0, 1});
    Matrix vertices = LocalComplexity.vertices(new double[] {1, 0}, axes, 0.5);
    assertThat(vertices.values()).containsExactly(1.5, 0, 0.5, 0, 1, 0.5, 1, -0.5);
    Matrix neurons = Matrix.of(new double[] {1, 1, 0}, new double[] {0, 1, 1}); // x, x + y, y
    assertThat(LocalComplexity.signChanges(vertices.times(neurons))).isEqualTo(1);
    Matrix wide = LocalComplexity.vertices(new double[] {1, 0}, axes, 1.5);
    assertThat(LocalComplexity.signChanges(wide.times(neurons))).isEqualTo(3);
  }

  @Test
  void sizesAreChecked() {
    assertThatThrownBy(
            () -> LocalComplexity.vertices(new double[3], new Matrix(1, 2, new double[2]), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
