package groklab.lab.task;

/// The generator MT19937 (Matsumoto and Nishimura 1998) behind Python's `random` and numpy's
/// `RandomState`, so that a published split can be repeated. It is used for nothing else: our own
/// randomness is counter-based.
final class MersenneTwister {
  private static final int WORDS = 624;
  private static final int MIDDLE = 397;

  private final int[] state = new int[WORDS];
  private int next = WORDS;

  private MersenneTwister() {}

  /// The state after Python's `random.seed(seed)` for an integer: its absolute value, in 32-bit
  /// words from the lowest.
  static MersenneTwister seededLikePython(long seed) {
    long magnitude =
        Math.abs(seed); // the bits of 2⁶³ for the smallest long, read as unsigned below
    int low = (int) magnitude;
    int high = (int) (magnitude >>> 32);
    var generator = new MersenneTwister();
    generator.initialise(high == 0 ? new int[] {low} : new int[] {low, high});
    return generator;
  }

  /// The state after numpy's `RandomState(seed)` for an integer.
  ///
  /// @param seed in [0, 2³²)
  static MersenneTwister seededLikeNumpy(long seed) {
    var generator = new MersenneTwister();
    generator.initialise((int) seed);
    return generator;
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

  /// The next 32 random bits.
  int nextWord() {
    if (next == WORDS) {
      twist();
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9D2C5680;
    y ^= (y << 15) & 0xEFC60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < WORDS; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % WORDS] & 0x7FFFFFFF);
      int twisted = (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908B0DF);
      state[i] = state[(i + MIDDLE) % WORDS] ^ twisted;
    }
  }

  /// `init_genrand` of the reference implementation.
  private void initialise(int seed) {
    state[0] = seed;
    for (int i = 1; i < WORDS; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /// `init_by_array` of the reference implementation, for keys shorter than the state.
  private void initialise(int[] key) {
    initialise(19650218);
    int i = 1;
    int j = 0;
    for (int k = 0; k < WORDS; k++) {
      state[i] = (state[i] ^ (mixed(i) * 1664525)) + key[j] + j;
      i = advance(i);
      j = (j + 1) % key.length;
    }
    for (int k = 0; k < WORDS - 1; k++) {
      state[i] = (state[i] ^ (mixed(i) * 1566083941)) - i;
      i = advance(i);
    }
    state[0] = 0x80000000;
  }

  private int mixed(int i) {
    return state[i - 1] ^ (state[i - 1] >>> 30);
  }

  /// The next index of the state; past the end, the last word is carried to the front.
  private int advance(int i) {
    if (i + 1 < WORDS) {
      return i + 1;
    }
    state[0] = state[WORDS - 1];
    return 1;
  }
}
