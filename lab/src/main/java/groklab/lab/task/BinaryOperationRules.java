package groklab.lab.task;

import groklab.lab.spec.SpecException;
import groklab.lab.spec.TaskSpec;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the values of a binary operation's spec must fulfil together, and the sentences that say
/// so. Each value's own range is the spec's business.
final class BinaryOperationRules {
  private BinaryOperationRules() {}

  static void check(TaskSpec.BinaryOperation task) {
    var operation = Operation.named(task.algebra(), task.operation());
    int p = task.modulus();
    if (operation.needsPrime() && !isPrime(p)) {
      throw new SpecException(
          "task.modulus is %d, but \"%s\" divides and needs a prime; write modulus = %s"
              .formatted(p, operation.specName(), neighbouringPrimes(p)));
    }
    checkSplit(task, operation.equations(p));
  }

  private static void checkSplit(TaskSpec.BinaryOperation task, int equations) {
    int trained = DataSplit.trainSize(task.split(), task.trainFraction(), equations);
    if (trained == 0) {
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "task.trainFraction is %s, which leaves no training example out of %,d; write at"
                  + " least trainFraction = %s",
              task.trainFraction(),
              equations,
              Math.ceil(1e4 / equations) / 1e4));
    }
    if (task.noisyLabels() > trained) {
      throw new SpecException(
          ("task.noisyLabels is %d; expected a whole number from 0 to the %d training "
                  + "examples; write e.g. noisyLabels = 0")
              .formatted(task.noisyLabels(), trained));
    }
  }

  private static String neighbouringPrimes(int p) {
    var below = IntStream.iterate(p - 1, q -> q >= 2, q -> q - 1);
    var above = IntStream.rangeClosed(p + 1, TaskSpec.BinaryOperation.MAX_MODULUS);
    return IntStream.concat(
            below.filter(BinaryOperationRules::isPrime).limit(1),
            above.filter(BinaryOperationRules::isPrime).limit(1))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" or "));
  }

  private static boolean isPrime(int p) {
    return p >= 2 && IntStream.rangeClosed(2, (int) Math.sqrt(p)).allMatch(d -> p % d != 0);
  }
}
