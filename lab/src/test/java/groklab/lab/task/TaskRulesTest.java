package groklab.lab.task;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.spec.TaskSpec.Algebra;
import groklab.lab.spec.TaskSpec.BinaryOperation;
import groklab.lab.spec.TaskSpec.Split;
import groklab.lab.spec.TaskSpec.Tokens;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRulesTest {

  private static BinaryOperation task(
      Algebra algebra, String operation, int modulus, double share, int noisy) {
    return new BinaryOperation(
        algebra, operation, modulus, share, Split.RANDOM, OptionalLong.empty(), Tokens.PAIR, noisy);
  }

  private static void expect(BinaryOperation task, String sentence) {
    assertThatThrownBy(() -> Tasks.build(task, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -7, Integer.MIN_VALUE})
  void aModulusBelowTwoIsRefused(int p) {
    expect(
        task(Algebra.MODULAR, "add", p, 0.5, 0),
        "task.modulus is "
            + p
            + ", expected a whole number from 2 to 2000; write for example modulus = 97");
  }

  @Test
  void aTableThatDoesNotFitIsRefused() {
    expect(
        task(Algebra.MODULAR, "add", 100_003, 0.5, 0),
        "task.modulus is 100003, which makes a table of 10,000,600,009 equations; expected"
            + " at most 2000;"
            + " write for example modulus = 113");
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
        task(Algebra.MODULAR, operation, p, 0.5, 0),
        "task.modulus is %d, but \"%s\" divides and needs a prime; write modulus = %s"
            .formatted(p, operation, primes));
  }

  @ParameterizedTest
  @CsvSource({"add, 96", "multiply, 4", "cubic-xy, 2000", "divide, 2", "divide, 1999"})
  void everyOtherModulusIsAllowed(String operation, int p) {
    assertThatCode(() -> Tasks.check(task(Algebra.MODULAR, operation, p, 0.5, 0), 0))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2, 7, 13})
  void aDegreeOutOfBoundsIsRefused(int degree) {
    expect(
        task(Algebra.PERMUTATIONS, "compose", degree, 0.5, 0),
        "task.degree is "
            + degree
            + ", expected a whole number from 3 to 6 (S_n has n! elements and n!²"
            + " equations); write for example degree = 5");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 0, -0.1, Double.NaN, Double.POSITIVE_INFINITY, 30})
  void aShareOutsideZeroToOneIsRefused(double share) {
    expect(
        task(Algebra.MODULAR, "add", 97, share, 0),
        "task.trainFraction is "
            + share
            + ", expected a share above 0 and at most 1 of all equations; write for example"
            + " trainFraction = 0.3");
  }

  @Test
  void aShareWithoutASingleTrainingExampleIsRefusedAndTheAdviceHelps() {
    expect(
        task(Algebra.MODULAR, "add", 10, 0.001, 0),
        "task.trainFraction is 0.001, which leaves no training example out of 100; write at"
            + " least trainFraction = 0.01");
    assertThatCode(() -> Tasks.check(task(Algebra.MODULAR, "add", 10, 0.01, 0), 0))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 51})
  void moreNoisyLabelsThanTrainingExamplesAreRefused(int noisy) {
    expect(
        task(Algebra.MODULAR, "add", 10, 0.5, noisy),
        "task.noisyLabels is "
            + noisy
            + ", expected a whole number from 0 to the 50 training examples; write for"
            + " example noisyLabels = 0");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 32})
  void aSeedThatNumpyDoesNotKnowIsRefused(long seed) {
    var spec =
        new BinaryOperation(
            Algebra.MODULAR, "add", 97, 0.5, Split.NUMPY, OptionalLong.empty(), Tokens.PAIR, 0);
    assertThatThrownBy(() -> Tasks.build(spec, seed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the seed of the split is "
                + seed
                + ", but numpy takes seeds from 0 to 4294967295 only; write for example"
                + " splitSeed = 0");
  }

  @Test
  void anUnknownOperationIsRefusedBeforeAnythingElse() {
    assertThatThrownBy(() -> Tasks.build(task(Algebra.MODULAR, "frobnicate", 0, 2, -1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "task.operation is \"frobnicate\", expected an operation on residues: ");
  }
}
