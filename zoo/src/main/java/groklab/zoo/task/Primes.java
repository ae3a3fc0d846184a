package groklab.zoo.task;

import java.util.stream.IntStream;

/// Primes, and generators of what is prime to them.
public final class Primes {
  private Primes() {}

  public static boolean isPrime(int p) {
    return p >= 2 && IntStream.rangeClosed(2, (int) Math.sqrt(p)).allMatch(d -> p % d != 0);
  }

  /// The smallest generator above 1 of the nonzero residues modulo p.
  ///
  /// @throws IllegalArgumentException if p is not a prime above 2
  static int generator(int p) {
    for (int g = 2; g < p; g++) {
      if (multiplicativeOrder(g, p) == p - 1) {
        return g;
      }
    }
    throw new IllegalArgumentException(
        "the nonzero residues modulo %d have no generator above 1; expected a prime above 2"
            .formatted(p));
  }

  /// The smallest e >= 1 with g^e ≡ 1 modulo p; 0 if there is none.
  private static int multiplicativeOrder(int g, int p) {
    long power = g;
    for (int e = 1; e < p; e++) {
      if (power == 1) {
        return e;
      }
      power = power * g % p;
    }
    return 0;
  }
}
