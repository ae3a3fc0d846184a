package groklab.engine.f32;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The optimisers' updates of [FloatSpans] with the Vector API, leftovers by [PlainFloatSpans].
final class SimdFloatUpdates {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();

  private static final PlainFloatSpans REST = PlainFloatSpans.INSTANCE;

  private SimdFloatUpdates() {}

  /// [FloatSpans#adam]
  static void adam(
      float[] w,
      int wo,
      float[] m,
      int mo,
      float[] v,
      int vo,
      float[] g,
      int go,
      float[] anchor,
      int anchorOffset,
      float anchorScale,
      int n,
      float coupledDecay,
      float decoupledDecay,
      float beta1,
      float beta2,
      float stepSize,
      float inverseRootCorrection2,
      float epsilon) {
    int end = S.loopBound(n);
    FloatVector minusAnchor = FloatVector.broadcast(S, -anchorScale);
    FloatVector keep1 = FloatVector.broadcast(S, beta1);
    FloatVector keep2 = FloatVector.broadcast(S, beta2);
    for (int i = 0; i < end; i += STEP) {
      FloatVector weight = FloatVector.fromArray(S, w, wo + i);
      FloatVector away =
          FloatVector.fromArray(S, anchor, anchorOffset + i).fma(minusAnchor, weight);
      FloatVector slope = FloatVector.fromArray(S, g, go + i).add(away.mul(coupledDecay));
      FloatVector moment = keep1.fma(FloatVector.fromArray(S, m, mo + i), slope.mul(1 - beta1));
      FloatVector square =
          keep2.fma(FloatVector.fromArray(S, v, vo + i), slope.mul(1 - beta2).mul(slope));
      FloatVector root = square.sqrt().mul(inverseRootCorrection2).add(epsilon);
      moment.intoArray(m, mo + i);
      square.intoArray(v, vo + i);
      weight.sub(away.mul(decoupledDecay)).sub(moment.mul(stepSize).div(root)).intoArray(w, wo + i);
    }
    REST.adam(
        w,
        wo + end,
        m,
        mo + end,
        v,
        vo + end,
        g,
        go + end,
        anchor,
        anchorOffset + end,
        anchorScale,
        n - end,
        coupledDecay,
        decoupledDecay,
        beta1,
        beta2,
        stepSize,
        inverseRootCorrection2,
        epsilon);
  }

  /// [FloatSpans#sgd]
  static void sgd(
      float[] w,
      int wo,
      float[] u,
      int uo,
      float[] g,
      int go,
      float[] anchor,
      int anchorOffset,
      float anchorScale,
      int n,
      float coupledDecay,
      float decoupledDecay,
      float momentum,
      float learningRate) {
    int end = S.loopBound(n);
    if (momentum == 0) {
      plainDescent(
          w,
          wo,
          g,
          go,
          anchor,
          anchorOffset,
          anchorScale,
          end,
          coupledDecay,
          decoupledDecay,
          learningRate);
    } else {
      momentumDescent(
          w,
          wo,
          u,
          uo,
          g,
          go,
          anchor,
          anchorOffset,
          anchorScale,
          end,
          coupledDecay,
          decoupledDecay,
          momentum,
          learningRate);
    }
    int uEnd = momentum == 0 ? uo : uo + end;
    REST.sgd(
        w,
        wo + end,
        u,
        uEnd,
        g,
        go + end,
        anchor,
        anchorOffset + end,
        anchorScale,
        n - end,
        coupledDecay,
        decoupledDecay,
        momentum,
        learningRate);
  }

  private static void plainDescent(
      float[] w,
      int wo,
      float[] g,
      int go,
      float[] anchor,
      int anchorOffset,
      float anchorScale,
      int end,
      float coupledDecay,
      float decoupledDecay,
      float learningRate) {
    FloatVector minusAnchor = FloatVector.broadcast(S, -anchorScale);
    for (int i = 0; i < end; i += STEP) {
      FloatVector weight = FloatVector.fromArray(S, w, wo + i);
      FloatVector away =
          FloatVector.fromArray(S, anchor, anchorOffset + i).fma(minusAnchor, weight);
      FloatVector slope = FloatVector.fromArray(S, g, go + i).add(away.mul(coupledDecay));
      weight.sub(away.mul(decoupledDecay)).sub(slope.mul(learningRate)).intoArray(w, wo + i);
    }
  }

  private static void momentumDescent(
      float[] w,
      int wo,
      float[] u,
      int uo,
      float[] g,
      int go,
      float[] anchor,
      int anchorOffset,
      float anchorScale,
      int end,
      float coupledDecay,
      float decoupledDecay,
      float momentum,
      float learningRate) {
    FloatVector minusAnchor = FloatVector.broadcast(S, -anchorScale);
    FloatVector keep = FloatVector.broadcast(S, momentum);
    for (int i = 0; i < end; i += STEP) {
      FloatVector weight = FloatVector.fromArray(S, w, wo + i);
      FloatVector away =
          FloatVector.fromArray(S, anchor, anchorOffset + i).fma(minusAnchor, weight);
      FloatVector slope = FloatVector.fromArray(S, g, go + i).add(away.mul(coupledDecay));
      FloatVector velocity = keep.fma(FloatVector.fromArray(S, u, uo + i), slope);
      velocity.intoArray(u, uo + i);
      weight.sub(away.mul(decoupledDecay)).sub(velocity.mul(learningRate)).intoArray(w, wo + i);
    }
  }
}
