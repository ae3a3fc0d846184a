package groklab.engine.random;

/// Counter-based random numbers: the number for an element is a pure function of a key and the
/// element's index, so it depends on neither threads, order nor how often a run was interrupted.
///
/// Two rounds of the SplitMix64 finaliser (Steele, Lea and Flood 2014; constants of Stafford's
/// variant 13) mix `key + index·φ`, φ being the odd 64-bit golden-ratio constant. Good enough for
/// masks, shuffles and initial weights; not for cryptography.
public final class Counter {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Counter() {}

  /// The random 64-bit word number `index` of the stream `key`.
  public static long word(long key, long index) {
    return mix(mix(key + GOLDEN * (index + 1)) ^ key);
  }

  /// Uniform in [0, 1) with 53 random bits.
  public static double uniform(long key, long index) {
    return (word(key, index) >>> 11) * 0x1.0p-53;
  }

  /// Uniform in (0, 1): the middle of one of 2⁵² equal parts.
  public static double inside(long key, long index) {
    return ((word(key, index) >>> 12) + 0.5) * 0x1.0p-52;
  }

  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
