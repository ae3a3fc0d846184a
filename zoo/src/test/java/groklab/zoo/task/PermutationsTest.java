package groklab.zoo.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationsTest {

  @Test
  void theyAreListedInLexicographicOrder() {
    assertThat(Permutations.inOrder(3))
        .isDeepEqualTo(
            new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}});
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6})
  void theRankIsThePlaceInTheList(int degree) {
    int[][] all = Permutations.inOrder(degree);
    assertThat(all).hasDimensions(Permutations.count(degree), degree);
    for (int i = 0; i < all.length; i++) {
      assertThat(Permutations.rank(all[i])).isEqualTo(i);
    }
  }

  @Test
  void theLeftFactorIsAppliedFirst() {
    int[] a = {1, 0, 2, 3, 4};
    int[] b = {1, 2, 0, 3, 4};
    assertThat(Permutations.then(a, b)).containsExactly(2, 1, 0, 3, 4);
  }

  @Test
  void theInverseUndoesAPermutationFromBothSides() {
    int[] identity = {0, 1, 2, 3};
    for (int[] a : Permutations.inOrder(4)) {
      assertThat(Permutations.then(a, Permutations.inverse(a))).containsExactly(identity);
      assertThat(Permutations.then(Permutations.inverse(a), a)).containsExactly(identity);
    }
  }
}
