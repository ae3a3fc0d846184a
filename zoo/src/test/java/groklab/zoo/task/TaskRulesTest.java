package groklab.zoo.task;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.problem.TaskSpec;
import groklab.zoo.task.Equations.Split;
import groklab.zoo.task.Equations.Tokens;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRulesTest {

  private static TaskSpec task(String operation, int modulus, double share, int noisy) {
    return new ModularTask(
        operation,
        modulus,
        new Equations(share, Split.RANDOM, OptionalLong.empty(), Tokens.PAIR, noisy));
  }

  private static void expect(TaskSpec task, String sentence) {
    assertThatThrownBy(() -> task.problem(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "divide, 4, 3 or 5",
    "divide, 100, 97 or 101",
    "divide-or-subtract, 96, 89 or 97",
    "divide, 1961, 1951 or 1973",
    "divide, 2000, 1999",
  })
  void aDivisionWithACompositeModulusIsAnsweredWithTheNearestPrimes(
      String operation, int p, String primes) {
    expect(
        task(operation, p, 0.5, 0),
        "task.modulus is %d, but \"%s\" divides and needs a prime; write modulus = %s"
            .formatted(p, operation, primes));
  }

  @ParameterizedTest
  @CsvSource({"add, 96", "multiply, 4", "cubic-xy, 2000", "divide, 2", "divide, 1999"})
  void everyOtherModulusIsAllowed(String operation, int p) {
    assertThatCode(() -> task(operation, p, 0.5, 0).problem(0)).doesNotThrowAnyException();
  }

  @Test
  void aShareWithoutASingleTrainingExampleIsRefusedAndTheAdviceHelps() {
    expect(
        task("add", 10, 0.001, 0),
        "task.trainFraction is 0.001, which leaves no training example out of 100; write at"
            + " least trainFraction = 0.01");
    assertThatCode(() -> task("add", 10, 0.01, 0).problem(0)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {51, 1000})
  void moreNoisyLabelsThanTrainingExamplesAreRefused(int noisy) {
    expect(
        task("add", 10, 0.5, noisy),
        "task.noisyLabels is "
            + noisy
            + "; expected a whole number from 0 to the 50 training examples; write e.g. noisyLabels"
            + " = 0");
  }

  @Test
  void anUnknownOperationIsRefused() {
    assertThatThrownBy(() -> task("frobnicate", 97, 0.5, 0).problem(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "task.operation is \"frobnicate\"; expected an operation on residues: ");
  }
}
