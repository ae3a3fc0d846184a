package groklab.lab.measure.catalogue;

import groklab.lab.measure.Subject;

/// How long our own loops take, in the unit of [groklab.lab.measure.Measure#cost]: operations of a matrix product on all
/// cores. Rounded from times on two cores that do about 110 a nanosecond together.
final class Work {
  /// One multiplication and addition of a plain loop on one core.
  static final long PLAIN = 100;

  /// One multiplication and addition of a loop that the compiler turns into vector code, on one core.
  static final long VECTOR = 40;

  /// One exponential or logarithm with its surroundings, on one core.
  static final long EXPONENTIAL = 1500;

  /// One normal random number.
  static final long NORMAL = 5000;

  private Work() {}

  static long weights(Subject subject) {
    return subject.weights().stream().mapToLong(Subject.Weight::size).sum();
  }
}
