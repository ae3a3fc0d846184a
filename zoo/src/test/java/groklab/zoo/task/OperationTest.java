package groklab.zoo.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.Page;
import groklab.zoo.task.Tables.Elements;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationTest {
  private static final List<Operation> ALL =
      Stream.<Operation>concat(
              Stream.of(ResidueOperation.values()), Stream.of(PermutationOperation.values()))
          .toList();

  private static void build(Elements elements, String operation, int size) {
    Tables.task(elements, operation, size, Tables.halves()).problem(0);
  }

  @Test
  void allNamesAreDifferent() {
    assertThat(ALL).hasSize(17);
    assertThat(ALL).extracting(Operation::specName).doesNotHaveDuplicates();
    assertThat(ALL).extracting(Operation::referenceName).doesNotHaveDuplicates();
    assertThat(ALL).extracting(Operation::formula).doesNotHaveDuplicates();
  }

  @Test
  void everyOperationHasAPageThatSaysHowToAskForIt() {
    assertThat(ModularTask.KIND.variants().get())
        .extracting(Page::name)
        .containsExactly(
            Stream.of(ResidueOperation.values()).map(Operation::specName).toArray(String[]::new));
    assertThat(PermutationTask.KIND.variants().get())
        .allMatch(page -> page.body().contains("`task.kind = \"permutations\"`"));
  }

  @Test
  void twelveOperationsAreThoseOfThePapersAppendix() {
    assertThat(ALL).filteredOn(o -> o.source().contains("appendix")).hasSize(12);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheListOfNames() {
    assertThatThrownBy(() -> build(Elements.RESIDUES, "plus", 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "task.operation is \"plus\"; expected an operation on residues: add, subtract, divide,"
                + " divide-or-subtract, sum-of-squares, quadratic, quadratic-plus-x, cubic-xy,"
                + " cubic-xy2-y, multiply, square-plus-y, cube-plus-y, add-or-multiply,"
                + " add-or-subtract");
    assertThatThrownBy(() -> build(Elements.PERMUTATIONS, "product", 3))
        .hasMessage(
            "task.operation is \"product\"; expected an operation on permutations: compose,"
                + " conjugate, aba");
  }

  @Test
  void aMisspeltNameIsAnsweredWithTheNearestOne() {
    assertThatThrownBy(() -> build(Elements.RESIDUES, "substract", 7))
        .hasMessageEndingWith("add-or-subtract; did you mean subtract?");
  }

  @Test
  void aNameOfTheOtherKindOfTaskIsAnsweredWithThatKind() {
    assertThatThrownBy(() -> build(Elements.RESIDUES, "compose", 7))
        .hasMessage(
            "task.operation is \"compose\", which belongs to kind \"permutations\", but task.kind"
                + " is \"modular\"; write kind = \"permutations\" and degree = 5");
    assertThatThrownBy(() -> build(Elements.PERMUTATIONS, "add", 3))
        .hasMessage(
            "task.operation is \"add\", which belongs to kind \"modular\", but task.kind is"
                + " \"permutations\"; write kind = \"modular\" and modulus = 97");
  }
}
