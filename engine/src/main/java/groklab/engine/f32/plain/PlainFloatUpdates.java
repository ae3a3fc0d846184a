package groklab.engine.f32.plain;

import groklab.engine.f32.loop.FloatAdam;
import groklab.engine.f32.loop.FloatDescent;
import groklab.engine.f32.loop.FloatUpdates;

/// [FloatUpdates] in plain Java.
public final class PlainFloatUpdates implements FloatUpdates {

  public static final PlainFloatUpdates INSTANCE = new PlainFloatUpdates();

  private PlainFloatUpdates() {}

  @Override
  public void adam(FloatAdam u, int from, int n) {
    float[] w = u.weights;
    float[] m = u.firstMoment;
    float[] v = u.secondMoment;
    float[] g = u.gradients;
    float[] anchor = u.anchor;
    for (int i = from; i < from + n; i++) {
      float away = Math.fma(anchor[i], -u.anchorScale, w[i]);
      float slope = g[i] + u.coupledDecay * away;
      float moment = Math.fma(u.beta1, m[i], (1 - u.beta1) * slope);
      float square = Math.fma(u.beta2, v[i], (1 - u.beta2) * slope * slope);
      float root = (float) Math.sqrt(square) * u.inverseRootCorrection2 + u.epsilon;
      m[i] = moment;
      v[i] = square;
      w[i] = w[i] - u.decoupledDecay * away - u.stepSize * moment / root;
    }
  }

  @Override
  public void descent(FloatDescent u, int from, int n) {
    float[] w = u.weights;
    float[] velocity = u.velocity;
    float[] g = u.gradients;
    float[] anchor = u.anchor;
    for (int i = from; i < from + n; i++) {
      float away = Math.fma(anchor[i], -u.anchorScale, w[i]);
      float slope = g[i] + u.coupledDecay * away;
      if (u.momentum != 0) {
        slope = Math.fma(u.momentum, velocity[i], slope);
        velocity[i] = slope;
      }
      w[i] = w[i] - u.decoupledDecay * away - u.learningRate * slope;
    }
  }
}
