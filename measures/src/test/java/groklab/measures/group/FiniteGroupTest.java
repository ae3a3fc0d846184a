package groklab.measures.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.measures.group.FiniteGroup.Composition;
import groklab.zoo.task.PermutationOperation;
import groklab.zoo.task.Permutations;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FiniteGroupTest {

  /// The numbering and the products of the laboratory's S5 task are those of this group with the
  /// left factor first.
  @Test
  void theTableOfS5IsTheAnswerTableOfTheTask() {
    int[][] permutations = Permutations.inOrder(5);
    FiniteGroup group = FiniteGroup.ofPermutations(permutations, Composition.LEFT_FIRST);
    int[] answers = PermutationOperation.COMPOSE.table(5).answers();
    for (int cell = 0; cell < answers.length; cell++) {
      assertThat(group.times(cell / 120, cell % 120)).isEqualTo(answers[cell]);
    }
    assertThat(group.identity()).isZero();
  }

  /// core.md, power2022: a = 10234, b = 12034: a·b = 21034, a first.
  @Test
  void theExampleOfPower2022Holds() {
    FiniteGroup group = s(5, Composition.LEFT_FIRST);
    int a = Permutations.rank(new int[] {1, 0, 2, 3, 4});
    int b = Permutations.rank(new int[] {1, 2, 0, 3, 4});
    assertThat(group.times(a, b)).isEqualTo(Permutations.rank(new int[] {2, 1, 0, 3, 4}));
    assertThat(s(5, Composition.RIGHT_FIRST).times(b, a)).isEqualTo(group.times(a, b));
  }

  @Test
  void permutationsAndResiduesFormGroups() {
    for (FiniteGroup group : new FiniteGroup[] {s(4, Composition.LEFT_FIRST), cyclic(12)}) {
      int n = group.order();
      int[][] table = new int[n][n];
      for (int a = 0; a < n; a++) {
        for (int b = 0; b < n; b++) {
          table[a][b] = group.times(a, b);
        }
        assertThat(group.times(a, group.inverse(a))).isEqualTo(group.identity());
      }
      assertIsGroup(table);
    }
  }

  @Test
  void tablesThatAreNoGroupsAreRefused() {
    int[][] constants = {{0, 0}, {1, 1}};
    assertThatThrownBy(() -> FiniteGroup.ofPermutations(constants, Composition.LEFT_FIRST))
        .hasMessageContaining("neutral");
    int[][] oneConstant = {{0, 1}, {1, 1}};
    assertThatThrownBy(() -> FiniteGroup.ofPermutations(oneConstant, Composition.LEFT_FIRST))
        .hasMessageContaining("no inverse");
    // A loop of five elements, each its own inverse: not associative, so that what its elements do
    // to each other is not closed.
    int[][] loop = {
      {0, 1, 2, 3, 4}, {1, 0, 3, 4, 2}, {2, 4, 0, 1, 3}, {3, 2, 4, 0, 1}, {4, 3, 1, 2, 0}
    };
    assertThatThrownBy(() -> assertIsGroup(loop)).hasMessageContaining("not listed");
    int[][] open = Arrays.copyOf(Permutations.inOrder(3), 4);
    assertThatThrownBy(() -> FiniteGroup.ofPermutations(open, Composition.LEFT_FIRST))
        .hasMessageContaining("not listed");
  }

  /// By Cayley's theorem: the rows of a group's table, as permutations, form that group again, and
  /// those of a loop that is not associative are not closed.
  private static void assertIsGroup(int[][] table) {
    FiniteGroup group = FiniteGroup.ofPermutations(table, Composition.RIGHT_FIRST);
    for (int a = 0; a < table.length; a++) {
      for (int b = 0; b < table.length; b++) {
        assertThat(group.times(a, b)).isEqualTo(table[a][b]);
      }
    }
  }

  /// Z_m, element j numbered j: its shifts.
  static FiniteGroup cyclic(int order) {
    int[][] shifts = new int[order][order];
    for (int a = 0; a < order; a++) {
      for (int b = 0; b < order; b++) {
        shifts[a][b] = (a + b) % order;
      }
    }
    return FiniteGroup.ofPermutations(shifts, Composition.LEFT_FIRST);
  }

  static FiniteGroup s(int degree, Composition composition) {
    return FiniteGroup.ofPermutations(Permutations.inOrder(degree), composition);
  }
}
