package groklab.zoo.task;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.problem.Problem;
import groklab.zoo.task.Equations.Split;
import groklab.zoo.task.Equations.Tokens;
import groklab.zoo.task.Tables.Elements;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each case writes the equation 3 + 5 = 1 (mod 7).
class TokenisationTest {
  private static final int ROW = 3 * 7 + 5;

  private static Problem data(Tokens tokens) {
    return new ModularTask(
            "add", 7, new Equations(0.5, Split.RANDOM, OptionalLong.empty(), tokens, 0))
        .problem(0);
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
      Problem data, int vocabulary, int[] tokens, int[] scored, int[] targets) {
    assertThat(Tables.tokens(data).vocabulary()).isEqualTo(vocabulary);
    assertThat(Tables.classes(data).width()).isEqualTo(vocabulary);
    assertThat(data.inputs().length()).isEqualTo(tokens.length);
    assertThat(data.examples()).isEqualTo(49);
    assertThat(Tables.tokens(data).ids()).hasSize(49 * tokens.length);
    assertThat(Tables.classes(data).ids()).hasSize(49 * targets.length);
    assertThat(data.targets().positions()).containsExactly(scored);
    assertThat(Tables.example(data, ROW)).containsExactly(tokens);
    assertThat(Tables.targets(data, ROW)).containsExactly(targets);
  }

  @ParameterizedTest
  @CsvSource({
    "RESIDUES, add, 97, 239, 22",
    "RESIDUES, add, 113, 255, 22",
    "PERMUTATIONS, compose, 5, 239, 119",
    "PERMUTATIONS, compose, 4, 143, 119",
  })
  void theSharedVocabularyGrowsWithTheSetOfTheTask(
      Elements elements, String name, int size, int vocabulary, int firstElement) {
    var table = Tables.table(elements, name, size);
    Operation operation =
        elements == Elements.RESIDUES ? ResidueOperation.ADD : PermutationOperation.COMPOSE;
    var tokenisation = Tokenisation.of(Tokens.EQUATION, operation, table.size());
    assertThat(tokenisation.vocabulary()).isEqualTo(vocabulary);
    assertThat(tokenisation.firstElement()).isEqualTo(firstElement);
    assertThat(Arrays.stream(tokenisation.tokens(0, 1, table.size() - 1)))
        .allMatch(token -> token >= 0 && token < vocabulary);
  }
}
