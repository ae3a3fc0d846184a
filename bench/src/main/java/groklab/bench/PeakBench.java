package groklab.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The fused-multiply-add peak of one core in single precision: what no product can exceed.
public final class PeakBench {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int ROUNDS = 4_000_000;

  private PeakBench() {}

  /// Multiplications and additions per nanosecond of twelve independent chains that touch no
  /// memory; best of ten.
  public static double measure() {
    float[] data = new float[CHAINS * S.length()];
    double flop = 2.0 * CHAINS * S.length() * ROUNDS;
    double best = 0;
    for (int repetition = 0; repetition < 10; repetition++) {
      long start = System.nanoTime();
      chains(data, 0.5f);
      best = Math.max(best, flop / (System.nanoTime() - start));
    }
    return best;
  }

  private static void chains(float[] data, float factor) {
    FloatVector x = FloatVector.broadcast(S, factor);
    FloatVector c0 = FloatVector.fromArray(S, data, 0);
    FloatVector c1 = FloatVector.fromArray(S, data, S.length());
    FloatVector c2 = FloatVector.fromArray(S, data, 2 * S.length());
    FloatVector c3 = FloatVector.fromArray(S, data, 3 * S.length());
    FloatVector c4 = FloatVector.fromArray(S, data, 4 * S.length());
    FloatVector c5 = FloatVector.fromArray(S, data, 5 * S.length());
    FloatVector c6 = FloatVector.fromArray(S, data, 6 * S.length());
    FloatVector c7 = FloatVector.fromArray(S, data, 7 * S.length());
    FloatVector c8 = FloatVector.fromArray(S, data, 8 * S.length());
    FloatVector c9 = FloatVector.fromArray(S, data, 9 * S.length());
    FloatVector c10 = FloatVector.fromArray(S, data, 10 * S.length());
    FloatVector c11 = FloatVector.fromArray(S, data, 11 * S.length());
    for (int i = 0; i < ROUNDS; i++) {
      c0 = c0.fma(x, x);
      c1 = c1.fma(x, x);
      c2 = c2.fma(x, x);
      c3 = c3.fma(x, x);
      c4 = c4.fma(x, x);
      c5 = c5.fma(x, x);
      c6 = c6.fma(x, x);
      c7 = c7.fma(x, x);
      c8 = c8.fma(x, x);
      c9 = c9.fma(x, x);
      c10 = c10.fma(x, x);
      c11 = c11.fma(x, x);
    }
    c0.add(c1).add(c2).add(c3).add(c4).add(c5).intoArray(data, 0);
    c6.add(c7).add(c8).add(c9).add(c10).add(c11).intoArray(data, S.length());
  }
}
