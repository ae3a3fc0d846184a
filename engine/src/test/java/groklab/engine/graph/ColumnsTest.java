package groklab.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.plan.ParameterLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Slices, matrices side by side and the largest entries of rows, by hand.
class ColumnsTest {

  private static double[] value(Node node) {
    try (var evaluator = new Evaluator(new ParameterLayout(), 2)) {
      return evaluator.value(node);
    }
  }

  private static Node matrix(Graph g) {
    return g.literal(new double[] {5, 1, 4, 1, 2, 2, 2, 9, -3, -3, -1, -2}, 3, 4);
  }

  @Test
  void columnsAreThoseNamed() {
    Graph g = new Graph();
    assertThat(value(g.columns(matrix(g), 1, 2))).containsExactly(1, 4, 2, 2, -3, -1);
  }

  @Test
  void partsStandSideBySideInTheirOrder() {
    Graph g = new Graph();
    Node x = matrix(g);
    Node joined = g.join(List.of(g.columns(x, 3, 1), g.columns(x, 0, 2)));
    assertThat(value(joined)).containsExactly(1, 5, 1, 9, 2, 2, -2, -3, -3);
  }

  /// Of equal entries, those further left.
  @Test
  void theMaskHasTheLargestEntriesOfEachRow() {
    Graph g = new Graph();
    assertThat(value(g.topMask(matrix(g), 2))).containsExactly(1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1);
    assertThat(value(g.topMask(matrix(g), 1))).containsExactly(1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0);
  }

  @Test
  void columnsThatAreNotThereAreRefused() {
    Graph g = new Graph();
    Node x = matrix(g);
    assertThatThrownBy(() -> g.columns(x, 3, 2)).hasMessageContaining("[3, 4]");
    assertThatThrownBy(() -> g.topMask(x, 5)).hasMessageContaining("[3, 4]");
    assertThatThrownBy(() -> g.join(List.of(x, g.constant(1, 2, 4))))
        .hasMessageContaining("[2, 4]");
  }
}
