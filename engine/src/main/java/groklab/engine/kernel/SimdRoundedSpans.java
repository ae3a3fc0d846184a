package groklab.engine.kernel;

import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// [RoundedSpans] with the Vector API, leftovers by [PlainRoundedSpans].
public final class SimdRoundedSpans implements RoundedSpans {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();
  private static final int LANES = Tiles.LANES;

  private static final PlainRoundedSpans REST = new PlainRoundedSpans();

  @Override
  public void round(Rounding to, double[] z, int from, int n) {
    int end = from + S.loopBound(n);
    for (int i = from; i < end; i += STEP) {
      DoubleVector x = DoubleVector.fromArray(S, z, i);
      LongVector exponent = x.reinterpretAsLongs().and(Rounding.EXPONENT).max(to.smallest());
      DoubleVector constant = exponent.add(to.shift()).reinterpretAsDoubles().mul(1.5);
      DoubleVector finite = x.add(constant).sub(constant);
      x.mul(Double.POSITIVE_INFINITY)
          .blend(finite, x.abs().compare(LT, to.overflow()))
          .intoArray(z, i);
    }
    REST.round(to, z, end, from + n - end);
  }

  @Override
  public double sum(Rounding to, double[] z, int from, int n, int room) {
    for (int part = 0; part < LANES; part += STEP) {
      DoubleVector chain = DoubleVector.zero(S);
      for (int i = part; i < n; i += LANES) {
        DoubleVector x = chain.add(DoubleVector.fromArray(S, z, from + i));
        LongVector exponent = x.reinterpretAsLongs().and(Rounding.EXPONENT).max(to.smallest());
        DoubleVector constant = exponent.add(to.shift()).reinterpretAsDoubles().mul(1.5);
        DoubleVector finite = x.add(constant).sub(constant);
        chain = x.mul(Double.POSITIVE_INFINITY).blend(finite, x.abs().compare(LT, to.overflow()));
      }
      chain.intoArray(z, room + part);
    }
    return PlainRoundedSpans.fold(to, z, room);
  }
}
