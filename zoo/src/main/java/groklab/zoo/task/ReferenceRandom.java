package groklab.zoo.task;

import org.hipparchus.random.MersenneTwister;

/// Draws of Python's `random` and numpy's `RandomState`, which share the generator MT19937, so that
/// published data can be repeated. It is used for nothing else: our own randomness is
/// counter-based.
public final class ReferenceRandom {
  private final MersenneTwister words;

  private ReferenceRandom(MersenneTwister words) {
    this.words = words;
  }

  /// The state after Python's `random.seed(seed)` for an integer: its absolute value, in 32-bit
  /// words from the lowest.
  static ReferenceRandom seededLikePython(long seed) {
    long magnitude =
        Math.abs(seed); // the bits of 2⁶³ for the smallest long, read as unsigned below
    int low = (int) magnitude;
    int high = (int) (magnitude >>> 32);
    return new ReferenceRandom(
        new MersenneTwister(high == 0 ? new int[] {low} : new int[] {low, high}));
  }

  /// The state after numpy's `RandomState(seed)` for an integer.
  ///
  /// @param seed in [0, 2³²)
  public static ReferenceRandom seededLikeNumpy(long seed) {
    return new ReferenceRandom(new MersenneTwister((int) seed));
  }

  /// Uniform in [0, bound) as Python draws it: the top bits of a word, as many as `bound` has,
  /// until below it.
  int pythonBelow(int bound) {
    int shift = Integer.numberOfLeadingZeros(bound);
    int value = nextWord() >>> shift;
    while (value >= bound) {
      value = nextWord() >>> shift;
    }
    return value;
  }

  /// Uniform in [0, bound) as `RandomState` draws it: the low bits of a word, as many as
  /// `bound - 1` has, until below `bound`; no word is drawn when there is only one possibility.
  int numpyBelow(int bound) {
    if (bound == 1) {
      return 0;
    }
    int mask = -1 >>> Integer.numberOfLeadingZeros(bound - 1);
    int value = nextWord() & mask;
    while (value >= bound) {
      value = nextWord() & mask;
    }
    return value;
  }

  /// Uniform in [0, 1) with 53 bits, as `RandomState.random_sample` draws it.
  public double numpyUniform() {
    int high = nextWord() >>> 5;
    int low = nextWord() >>> 6;
    return (high * 0x1p26 + low) * 0x1p-53;
  }

  /// The next 32 random bits.
  int nextWord() {
    return words.nextInt();
  }
}
