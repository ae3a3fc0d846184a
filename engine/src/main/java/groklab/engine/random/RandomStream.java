package groklab.engine.random;

/// A named stream of random numbers of a run: `(seed, name, step)` select the key, an element index
/// selects the number.
///
/// Each purpose has its own name (`init.W_E`, `split`, `batch`, `dropout.blocks.0`, ...), so that
/// adding a consumer never changes what another one draws.
///
/// @param key the 64-bit key of this stream
public record RandomStream(long key) {

  /// The stream of a run's seed for one purpose.
  public static RandomStream of(long seed, String name) {
    long h = 0xCBF29CE484222325L; // FNV-1a over the UTF-16 units of the name
    for (int i = 0; i < name.length(); i++) {
      h = (h ^ name.charAt(i)) * 0x100000001B3L;
    }
    return new RandomStream(Counter.mix(Counter.mix(seed) ^ h));
  }

  /// The same stream at a step (or epoch) of the run.
  public RandomStream at(long step) {
    return new RandomStream(Counter.word(key, step));
  }

  /// Uniform in [0, 1).
  public double uniform(long index) {
    return Counter.uniform(key, index);
  }

  /// Standard normal number `index`, by the Box-Muller transform in `StrictMath`, which has the
  /// same bits everywhere.
  public double normal(long index) {
    double u = 1.0 - Counter.uniform(key, 2 * index); // in (0, 1], so that the logarithm is finite
    double v = Counter.uniform(key, 2 * index + 1);
    return StrictMath.sqrt(-2.0 * StrictMath.log(u)) * StrictMath.cos(2.0 * StrictMath.PI * v);
  }

  /// Uniform integer in [0, bound); number `index`. The bias of the multiply-shift method is below
  /// bound·2⁻⁶³.
  public int below(long index, int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, was " + bound);
    }
    return (int) Math.multiplyHigh(Counter.word(key, index) >>> 1, (long) bound << 1);
  }

  /// A uniformly random order of 0..n-1 (Fisher-Yates from the end).
  public int[] permutation(int n) {
    int[] p = new int[n];
    for (int i = 0; i < n; i++) {
      p[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = below(i, i + 1);
      int t = p[i];
      p[i] = p[j];
      p[j] = t;
    }
    return p;
  }
}
