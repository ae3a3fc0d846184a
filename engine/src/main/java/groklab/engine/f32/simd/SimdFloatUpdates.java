package groklab.engine.f32.simd;

import groklab.engine.f32.loop.FloatAdam;
import groklab.engine.f32.loop.FloatDescent;
import groklab.engine.f32.loop.FloatUpdates;
import groklab.engine.f32.plain.PlainFloatUpdates;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [FloatUpdates] with the Vector API, leftovers by [PlainFloatUpdates]. Numbers and arrays of the
/// update are copied to local variables, since the loops store to arrays.
public final class SimdFloatUpdates implements FloatUpdates {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = S.length();

  private static final PlainFloatUpdates REST = PlainFloatUpdates.INSTANCE;

  @Override
  public void adam(FloatAdam u, int from, int n) {
    float[] w = u.weights;
    float[] m = u.firstMoment;
    float[] v = u.secondMoment;
    float[] g = u.gradients;
    float[] anchor = u.anchor;
    float coupledDecay = u.coupledDecay;
    float decoupledDecay = u.decoupledDecay;
    float rest1 = 1 - u.beta1;
    float rest2 = 1 - u.beta2;
    float stepSize = u.stepSize;
    float inverseRootCorrection2 = u.inverseRootCorrection2;
    float epsilon = u.epsilon;
    int end = from + S.loopBound(n);
    FloatVector minusAnchor = FloatVector.broadcast(S, -u.anchorScale);
    FloatVector keep1 = FloatVector.broadcast(S, u.beta1);
    FloatVector keep2 = FloatVector.broadcast(S, u.beta2);
    for (int i = from; i < end; i += STEP) {
      FloatVector weight = FloatVector.fromArray(S, w, i);
      FloatVector away = FloatVector.fromArray(S, anchor, i).fma(minusAnchor, weight);
      FloatVector slope = FloatVector.fromArray(S, g, i).add(away.mul(coupledDecay));
      FloatVector moment = keep1.fma(FloatVector.fromArray(S, m, i), slope.mul(rest1));
      FloatVector square = keep2.fma(FloatVector.fromArray(S, v, i), slope.mul(rest2).mul(slope));
      FloatVector root = square.sqrt().mul(inverseRootCorrection2).add(epsilon);
      moment.intoArray(m, i);
      square.intoArray(v, i);
      weight.sub(away.mul(decoupledDecay)).sub(moment.mul(stepSize).div(root)).intoArray(w, i);
    }
    REST.adam(u, end, from + n - end);
  }

  @Override
  public void descent(FloatDescent u, int from, int n) {
    int end = S.loopBound(n);
    if (u.momentum == 0) {
      plainDescent(u, from, end);
    } else {
      momentumDescent(u, from, end);
    }
    REST.descent(u, from + end, n - end);
  }

  private static void plainDescent(FloatDescent u, int from, int n) {
    float[] w = u.weights;
    float[] g = u.gradients;
    float[] anchor = u.anchor;
    float coupledDecay = u.coupledDecay;
    float decoupledDecay = u.decoupledDecay;
    float learningRate = u.learningRate;
    FloatVector minusAnchor = FloatVector.broadcast(S, -u.anchorScale);
    for (int i = from; i < from + n; i += STEP) {
      FloatVector weight = FloatVector.fromArray(S, w, i);
      FloatVector away = FloatVector.fromArray(S, anchor, i).fma(minusAnchor, weight);
      FloatVector slope = FloatVector.fromArray(S, g, i).add(away.mul(coupledDecay));
      weight.sub(away.mul(decoupledDecay)).sub(slope.mul(learningRate)).intoArray(w, i);
    }
  }

  private static void momentumDescent(FloatDescent u, int from, int n) {
    float[] w = u.weights;
    float[] velocity = u.velocity;
    float[] g = u.gradients;
    float[] anchor = u.anchor;
    float coupledDecay = u.coupledDecay;
    float decoupledDecay = u.decoupledDecay;
    float learningRate = u.learningRate;
    FloatVector minusAnchor = FloatVector.broadcast(S, -u.anchorScale);
    FloatVector keep = FloatVector.broadcast(S, u.momentum);
    for (int i = from; i < from + n; i += STEP) {
      FloatVector weight = FloatVector.fromArray(S, w, i);
      FloatVector away = FloatVector.fromArray(S, anchor, i).fma(minusAnchor, weight);
      FloatVector slope = FloatVector.fromArray(S, g, i).add(away.mul(coupledDecay));
      FloatVector faster = keep.fma(FloatVector.fromArray(S, velocity, i), slope);
      faster.intoArray(velocity, i);
      weight.sub(away.mul(decoupledDecay)).sub(faster.mul(learningRate)).intoArray(w, i);
    }
  }
}
