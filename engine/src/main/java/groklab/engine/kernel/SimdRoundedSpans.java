package groklab.engine.kernel;

import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [RoundedSpans] with the Vector API.
public final class SimdRoundedSpans implements RoundedSpans {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();
  private static final int LANES = 16;
  private static final int PARTS = LANES / STEP;
  private static final PlainRoundedSpans PLAIN = new PlainRoundedSpans();

  private static final VectorShuffle<Double> BY_4 = shift(4);
  private static final VectorShuffle<Double> BY_2 = shift(2);
  private static final VectorShuffle<Double> BY_1 = shift(1);

  private static VectorShuffle<Double> shift(int by) {
    return VectorShuffle.fromOp(S, lane -> (lane + by) % S.length());
  }

  @Override
  public void round(Rounding to, double[] z, int n) {
    for (int i = 0; i < n; i += STEP) {
      rounded(to, DoubleVector.fromArray(S, z, i)).intoArray(z, i);
    }
  }

  private static DoubleVector rounded(Rounding to, DoubleVector x) {
    LongVector exponent = x.reinterpretAsLongs().and(Rounding.EXPONENT).max(to.smallest());
    DoubleVector constant = exponent.add(to.shift()).reinterpretAsDoubles().mul(1.5);
    DoubleVector finite = x.add(constant).sub(constant);
    var inside = x.lanewise(VectorOperators.ABS).compare(LT, to.overflow());
    return x.mul(Double.POSITIVE_INFINITY).blend(finite, inside);
  }

  @Override
  public double sum(Rounding to, double[] z, int n) {
    if (PARTS > 4) {
      return PLAIN.sum(to, z, n);
    }
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    for (int i = 0; i < n; i += LANES) {
      s0 = rounded(to, s0.add(DoubleVector.fromArray(S, z, i)));
      s1 = rounded(to, s1.add(DoubleVector.fromArray(S, z, i + STEP)));
      if (PARTS == 4) {
        s2 = rounded(to, s2.add(DoubleVector.fromArray(S, z, i + 2 * STEP)));
        s3 = rounded(to, s3.add(DoubleVector.fromArray(S, z, i + 3 * STEP)));
      }
    }
    if (PARTS == 4) {
      s0 = rounded(to, s0.add(s2));
      s1 = rounded(to, s1.add(s3));
    }
    DoubleVector lanes = rounded(to, s0.add(s1));
    if (STEP > 4) {
      lanes = rounded(to, lanes.add(lanes.rearrange(BY_4)));
    }
    lanes = rounded(to, lanes.add(lanes.rearrange(BY_2)));
    return rounded(to, lanes.add(lanes.rearrange(BY_1))).lane(0);
  }
}
