package groklab.lab.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.spec.TaskSpec.Algebra;
import org.junit.jupiter.api.Test;

class OperationTest {

  @Test
  void allNamesAreDifferent() {
    assertThat(Operation.all()).hasSize(17);
    assertThat(Operation.all()).extracting(Operation::specName).doesNotHaveDuplicates();
    assertThat(Operation.all()).extracting(Operation::referenceName).doesNotHaveDuplicates();
    assertThat(Operation.all()).extracting(Operation::formula).doesNotHaveDuplicates();
  }

  @Test
  void everyOperationIsFoundByItsName() {
    for (var operation : Operation.all()) {
      assertThat(Operation.named(operation.algebra(), operation.specName())).isSameAs(operation);
    }
  }

  @Test
  void twelveOperationsAreThoseOfThePapersAppendix() {
    assertThat(Operation.all()).filteredOn(o -> o.source().contains("appendix")).hasSize(12);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheListOfNames() {
    assertThatThrownBy(() -> Operation.named(Algebra.MODULAR, "plus"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "task.operation is \"plus\"; expected an operation on residues: add, subtract, divide,"
                + " divide-or-subtract, sum-of-squares, quadratic, quadratic-plus-x, cubic-xy,"
                + " cubic-xy2-y, multiply, square-plus-y, cube-plus-y, add-or-multiply,"
                + " add-or-subtract");
    assertThatThrownBy(() -> Operation.named(Algebra.PERMUTATIONS, "product"))
        .hasMessage(
            "task.operation is \"product\"; expected an operation on permutations: compose,"
                + " conjugate, aba");
  }

  @Test
  void aMisspeltNameIsAnsweredWithTheNearestOne() {
    assertThatThrownBy(() -> Operation.named(Algebra.MODULAR, "substract"))
        .hasMessageEndingWith("add-or-subtract; did you mean subtract?");
  }

  @Test
  void aNameOfTheOtherKindOfTaskIsAnsweredWithThatKind() {
    assertThatThrownBy(() -> Operation.named(Algebra.MODULAR, "compose"))
        .hasMessage(
            "task.operation is \"compose\", which belongs to kind \"permutations\", but task.kind"
                + " is \"modular\"; write kind = \"permutations\" and degree = 5");
    assertThatThrownBy(() -> Operation.named(Algebra.PERMUTATIONS, "add"))
        .hasMessage(
            "task.operation is \"add\", which belongs to kind \"modular\", but task.kind is"
                + " \"permutations\"; write kind = \"modular\" and modulus = 97");
  }
}
