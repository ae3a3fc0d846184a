package groklab.lab.task;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.spec.TaskSpec.Algebra;
import groklab.lab.spec.TaskSpec.BinaryOperation;
import groklab.lab.spec.TaskSpec.Split;
import groklab.lab.spec.TaskSpec.Tokens;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each case writes the equation 3 + 5 = 1 (mod 7).
class TokenisationTest {
  private static final int ROW = 3 * 7 + 5;

  private static Dataset data(Tokens tokens) {
    return Tasks.build(
        new BinaryOperation(
            Algebra.MODULAR, "add", 7, 0.5, Split.RANDOM, OptionalLong.empty(), tokens, 0),
        0);
  }

  @Test
  void aPairIsTwoTokensAndIsAnsweredAtTheSecond() {
    expect(data(Tokens.PAIR), 7, new int[] {3, 5}, new int[] {1}, new int[] {1});
  }

  @Test
  void pairEqualsHasOneMoreTokenAndClass() {
    expect(data(Tokens.PAIR_EQUALS), 8, new int[] {3, 5, 7}, new int[] {2}, new int[] {1});
  }

  @Test
  void operationEqualsHasTwoMoreTokensAndClasses() {
    expect(data(Tokens.OPERATION_EQUALS), 9, new int[] {3, 8, 5, 7}, new int[] {3}, new int[] {1});
  }

  @Test
  void anEquationIsAnsweredAtEqualsAndClosedAfterTheAnswer() {
    // <eos> = 0, "=" = 1, 20 operators from 2 ("+" is the fifth), residues from 22, 7 of them, 120
    // permutations
    expect(
        data(Tokens.EQUATION),
        149,
        new int[] {0, 25, 6, 27, 1, 23},
        new int[] {4, 5},
        new int[] {23, 0});
  }

  private static void expect(
      Dataset data, int vocabulary, int[] tokens, int[] scored, int[] targets) {
    assertThat(data.vocabulary()).isEqualTo(vocabulary);
    assertThat(data.classes()).isEqualTo(vocabulary);
    assertThat(data.length()).isEqualTo(tokens.length);
    assertThat(data.examples()).isEqualTo(49);
    assertThat(data.tokens()).hasSize(49 * tokens.length);
    assertThat(data.targets()).hasSize(49 * targets.length);
    assertThat(data.scoredPositions()).containsExactly(scored);
    assertThat(Arrays.copyOfRange(data.tokens(), ROW * tokens.length, (ROW + 1) * tokens.length))
        .containsExactly(tokens);
    assertThat(Arrays.copyOfRange(data.targets(), ROW * targets.length, (ROW + 1) * targets.length))
        .containsExactly(targets);
  }

  @ParameterizedTest
  @CsvSource({
    "MODULAR, add, 97, 239, 22",
    "MODULAR, add, 113, 255, 22",
    "PERMUTATIONS, compose, 5, 239, 119",
    "PERMUTATIONS, compose, 4, 143, 119",
  })
  void theSharedVocabularyGrowsWithTheSetOfTheTask(
      Algebra algebra, String name, int modulus, int vocabulary, int firstElement) {
    var table = Operation.named(algebra, name).table(modulus);
    var tokenisation = Tokenisation.of(Tokens.EQUATION, table);
    assertThat(tokenisation.vocabulary()).isEqualTo(vocabulary);
    assertThat(tokenisation.firstElement()).isEqualTo(firstElement);
    assertThat(Arrays.stream(tokenisation.tokens(0, 1, table.size() - 1)))
        .allMatch(token -> token >= 0 && token < vocabulary);
  }
}
