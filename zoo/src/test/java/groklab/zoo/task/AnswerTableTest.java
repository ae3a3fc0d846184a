package groklab.zoo.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTableTest {

  @ParameterizedTest
  @CsvSource({
    "add,                9409, 451632, 551130, 9409, 97,  97",
    "subtract,           9409, 451632,  71905,   97, 97,  97",
    "divide,             9312, 446976, 619800,  192, 96,  96",
    "divide-or-subtract, 9409, 451632, 374381,  143, 97,  97",
    "sum-of-squares,     9409, 446976, 320726, 9409, 96, 193",
    "quadratic,          9409, 446976, 111805, 9409, 96, 193",
    "quadratic-plus-x,   9409, 450080,  36379,   97, 96, 193",
    "cubic-xy,           9409, 446976, 269249,  289, 96, 193",
    "cubic-xy2-y,        9409, 452602, 294601,  191, 77, 113",
    "multiply,           9409, 446976, 730448, 9409, 96, 193",
    "add-or-multiply,    9409, 451632, 622871, 4759, 97,  97",
    "add-or-subtract,    9409, 451632, 884427, 2545, 97,  97",
    "square-plus-y,      9409, 451632, 480688,  193, 97,  97",
    "cube-plus-y,        9409, 451632, 625360,  191, 97,  97",
  })
  void tablesModulo97AreThoseComputedIndependently(
      String name, int equations, long sum, int hash, int symmetric, int smallest, int largest) {
    var table = Tables.residues(name, 97);
    assertThat(table.equations()).isEqualTo(equations);
    assertThat(Arrays.stream(table.answers()).asLongStream().sum()).isEqualTo(sum);
    assertThat(Golden.rollingHash(Arrays.stream(table.answers()))).isEqualTo(hash);
    assertThat(Tables.symmetricPairs(table)).isEqualTo(symmetric);
    assertThat(Arrays.stream(Tables.answerCounts(table)).min()).hasValue(smallest);
    assertThat(Arrays.stream(Tables.answerCounts(table)).max()).hasValue(largest);
  }

  @ParameterizedTest
  @CsvSource({"compose, 145903, 840", "conjugate, 168538, 360", "aba, 272448, 600"})
  void tablesOfS5AreThoseComputedIndependently(String name, int hash, int symmetric) {
    var table = Tables.permutations(name, 5);
    assertThat(table.equations()).isEqualTo(14400);
    assertThat(Golden.rollingHash(Arrays.stream(table.answers()))).isEqualTo(hash);
    assertThat(Tables.symmetricPairs(table)).isEqualTo(symmetric);
  }

  @Test
  void everyPermutationIsAProductEquallyOften() {
    assertThat(Tables.answerCounts(Tables.permutations("compose", 5))).containsOnly(120);
  }

  @Test
  void theOtherOrderOfCompositionIsToldApart() {
    var table = PermutationOperation.COMPOSE.table(5);
    var rightFactorFirst =
        IntStream.range(0, table.equations())
            .map(i -> table.answer(table.example(table.y(i), table.x(i))));
    assertThat(Golden.rollingHash(rightFactorFirst)).isEqualTo(193347);
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "97", "1999"})
  void aQuotientTimesTheDivisorIsTheDividend(int p) {
    var table = ResidueOperation.DIVIDE.table(p);
    assertThat(IntStream.range(0, table.equations()))
        .allMatch(i -> (long) table.answer(i) * table.y(i) % p == table.x(i));
  }

  @Test
  void cubesOfLargeResiduesDoNotOverflow() {
    long x = 1999;
    assertThat(ResidueOperation.CUBE_PLUS_Y.answer(1999, 7, 2000))
        .isEqualTo((int) ((x * x % 2000 * x + 7) % 2000));
    assertThat(ResidueOperation.CUBIC_XY2_Y.answer(1999, 1999, 2000)).isEqualTo(1997);
  }

  @ParameterizedTest
  @CsvSource({"add, 12, 144", "divide, 11, 110"})
  void operandsAndExampleNumbersAreInverses(String name, int p, int equations) {
    var table = Tables.residues(name, p);
    assertThat(table.equations()).isEqualTo(equations);
    for (int i = 0; i < equations; i++) {
      assertThat(table.example(table.x(i), table.y(i))).isEqualTo(i);
    }
    assertThat(table.x(0)).isZero();
    assertThat(table.y(0)).isEqualTo(table.firstY());
    assertThat(table.y(1)).isEqualTo(table.firstY() + 1);
  }

  @Test
  void aDivisionByZeroIsNotInTheTable() {
    var table = ResidueOperation.DIVIDE.table(7);
    assertThat(table.defined(3, 0)).isFalse();
    assertThat(table.defined(0, 3)).isTrue();
    assertThatThrownBy(() -> table.example(3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the table of divide modulo 7 has no equation for x = 3, y = 0:"
                + " expected x in 0..6 and y in 1..6");
  }

  @Test
  void theReferenceListsDivisionsByQuotientAndDivisor() {
    var table = ResidueOperation.DIVIDE.table(7);
    int[] order = ResidueOperation.DIVIDE.referenceOrder(table);
    assertThat(order).hasSize(42).doesNotHaveDuplicates();
    for (int i = 0; i < order.length; i++) {
      assertThat(table.answer(order[i])).isEqualTo(i / 6);
      assertThat(table.y(order[i])).isEqualTo(i % 6 + 1);
    }
  }

  @Test
  void theReferenceListsEverythingElseByOperands() {
    assertThat(
            ResidueOperation.DIVIDE_OR_SUBTRACT.referenceOrder(
                Tables.residues("divide-or-subtract", 5)))
        .containsExactly(IntStream.range(0, 25).toArray());
  }
}
