package groklab.zoo.task;

import groklab.lab.problem.CyclicGroup;
import java.util.Arrays;
import java.util.Optional;

/// The names under which the residues of an operation add up in a cyclic group.
///
/// - a - b mod p: the right operand b stands for -b. Then x + y = a - b.
/// - a·b mod p, p prime: on the nonzero residues, with g a generator, a = g^x, b = g^y, c = g^z
///   gives z = x + y in Z_{p-1}; the cells and the answer 0 are left out. The characters of this
///   group are cos(2πk·log_g(a)/(p-1)).
/// - a/b mod p: as multiplication, with the right operand b = g^{-y}.
///
/// A network that multiplies has its peaks at these frequencies; in the spectrum over the residues
/// themselves nothing is to be seen. Which frequency gets which number depends on g; the smallest
/// generator is taken.
final class CyclicNames {
  private CyclicNames() {}

  /// Empty where there are none that we know.
  static Optional<CyclicGroup> of(ResidueOperation operation, int p) {
    boolean prime = p > 2 && Primes.isPrime(p);
    return switch (operation) {
      case ADD -> Optional.of(addition(p));
      case SUBTRACT -> Optional.of(subtraction(p));
      case MULTIPLY -> prime ? Optional.of(multiplication(p)) : Optional.empty();
      case DIVIDE -> prime ? Optional.of(division(p)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static CyclicGroup addition(int p) {
    int[] same = identity(p);
    return new CyclicGroup(p, same, same, same);
  }

  private static CyclicGroup subtraction(int p) {
    int[] same = identity(p);
    int[] negative = new int[p];
    Arrays.setAll(negative, y -> (p - y) % p);
    return new CyclicGroup(p, same, negative, same);
  }

  private static CyclicGroup multiplication(int p) {
    int[] powers = powers(p);
    return new CyclicGroup(p - 1, powers, powers, powers);
  }

  private static CyclicGroup division(int p) {
    int[] powers = powers(p);
    int[] inverses = new int[p - 1];
    Arrays.setAll(inverses, y -> powers[(p - 1 - y) % (p - 1)]);
    return new CyclicGroup(p - 1, powers, inverses, powers);
  }

  private static int[] identity(int count) {
    int[] same = new int[count];
    Arrays.setAll(same, i -> i);
    return same;
  }

  private static int[] powers(int p) {
    int g = Primes.generator(p);
    int[] powers = new int[p - 1];
    powers[0] = 1;
    for (int x = 1; x < powers.length; x++) {
      powers[x] = (int) ((long) powers[x - 1] * g % p);
    }
    return powers;
  }
}
