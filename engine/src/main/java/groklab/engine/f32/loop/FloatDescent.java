package groklab.engine.f32.loop;

import groklab.engine.kernel.DescentSettings;

/// One update by gradient descent; filled in before each step like [FloatAdam].
public final class FloatDescent {
  public final float[] weights;
  public final float[] gradients;
  public float[] velocity = {};

  /// As in [FloatAdam].
  public float[] anchor;

  public float anchorScale;
  public float coupledDecay;
  public float decoupledDecay;
  public float momentum;
  public float learningRate;

  public FloatDescent(float[] weights, float[] gradients) {
    this.weights = weights;
    this.gradients = gradients;
    this.anchor = weights;
  }

  /// Takes over the numbers of a step.
  public void set(DescentSettings settings, double rate) {
    coupledDecay = (float) settings.decay().coupled();
    decoupledDecay = (float) (rate * settings.decay().decoupled());
    momentum = (float) settings.momentum();
    learningRate = (float) rate;
  }
}
