package groklab.lab.task;

import groklab.lab.spec.TaskSpec;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a spec of a binary operation must fulfil, and the sentences that say so.
final class BinaryOperationRules {
  private static final int SMALLEST_MODULUS = 2;

  /// The table has modulus² equations; at 2000 the arrays of a data set take 115 MB, with EQUATION 180 MB.
  private static final int LARGEST_MODULUS = 2000;

  private static final int SMALLEST_DEGREE = 3;

  /// 6! = 720, hence 518,400 equations; degree 7 would have 25 million.
  private static final int LARGEST_DEGREE = 6;

  private static final long LARGEST_NUMPY_SEED = (1L << 32) - 1;

  private BinaryOperationRules() {}

  static void check(TaskSpec.BinaryOperation task, long runSeed) {
    var operation = Operation.named(task.algebra(), task.operation());
    switch (task.algebra()) {
      case MODULAR -> checkModulus(operation, task.modulus());
      case PERMUTATIONS -> checkDegree(task.modulus());
    }
    checkSplit(task, operation.equations(task.modulus()));
    checkSeed(task, runSeed);
  }

  private static void checkModulus(Operation operation, int p) {
    require(
        p >= SMALLEST_MODULUS,
        "task.modulus is %d, expected a whole number from %d to %d; write for example modulus = 97",
        p,
        SMALLEST_MODULUS,
        LARGEST_MODULUS);
    require(
        p <= LARGEST_MODULUS,
        "task.modulus is %d, which makes a table of %,d equations; expected at most %d;"
            + " write for example modulus = 113",
        p,
        (long) p * p,
        LARGEST_MODULUS);
    require(
        !operation.needsPrime() || isPrime(p),
        "task.modulus is %d, but \"%s\" divides and needs a prime; write modulus = %s",
        p,
        operation.specName(),
        neighbouringPrimes(p));
  }

  private static void checkDegree(int n) {
    require(
        n >= SMALLEST_DEGREE && n <= LARGEST_DEGREE,
        "task.degree is %d, expected a whole number from %d to %d (S_n has n! elements and"
            + " n!² equations); write for example degree = 5",
        n,
        SMALLEST_DEGREE,
        LARGEST_DEGREE);
  }

  private static void checkSplit(TaskSpec.BinaryOperation task, int equations) {
    double f = task.trainFraction();
    require(
        f > 0 && f <= 1,
        "task.trainFraction is %s, expected a share above 0 and at most 1 of all equations;"
            + " write for example trainFraction = 0.3",
        f);
    int trained = DataSplit.trainSize(task.split(), f, equations);
    require(
        trained > 0,
        "task.trainFraction is %s, which leaves no training example out of %,d; write at"
            + " least trainFraction = %s",
        f,
        equations,
        Math.ceil(1e4 / equations) / 1e4);
    require(
        task.noisyLabels() >= 0 && task.noisyLabels() <= trained,
        "task.noisyLabels is %d, expected a whole number from 0 to the %d training examples;"
            + " write for example noisyLabels = 0",
        task.noisyLabels(),
        trained);
  }

  private static void checkSeed(TaskSpec.BinaryOperation task, long runSeed) {
    long seed = task.splitSeed().orElse(runSeed);
    require(
        task.split() != TaskSpec.Split.NUMPY || (seed >= 0 && seed <= LARGEST_NUMPY_SEED),
        "the seed of the split is %d, but numpy takes seeds from 0 to %d only; write for"
            + " example splitSeed = 0",
        seed,
        LARGEST_NUMPY_SEED);
  }

  private static String neighbouringPrimes(int p) {
    var below = IntStream.iterate(p - 1, q -> q >= SMALLEST_MODULUS, q -> q - 1);
    var above = IntStream.rangeClosed(p + 1, LARGEST_MODULUS);
    return IntStream.concat(
            below.filter(BinaryOperationRules::isPrime).limit(1),
            above.filter(BinaryOperationRules::isPrime).limit(1))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" or "));
  }

  private static boolean isPrime(int p) {
    return p >= 2 && IntStream.rangeClosed(2, (int) Math.sqrt(p)).allMatch(d -> p % d != 0);
  }

  private static void require(boolean fulfilled, String sentence, Object... values) {
    if (!fulfilled) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, values));
    }
  }
}
