package groklab.engine.f32.loop;

import groklab.engine.kernel.AdamSettings;

/// One Adam or AdamW update: the arrays, which share their order, and the numbers of the step.
/// Filled in before each step, so that a step allocates nothing.
public final class FloatAdam {
  public final float[] weights;
  public final float[] gradients;
  public float[] firstMoment = {};
  public float[] secondMoment = {};

  /// Where decay pulls to, times [#anchorScale]; the weights and 0 for the origin.
  public float[] anchor;

  public float anchorScale;
  public float coupledDecay;
  public float decoupledDecay;
  public float beta1;
  public float beta2;
  public float stepSize;
  public float inverseRootCorrection2;
  public float epsilon;

  public FloatAdam(float[] weights, float[] gradients) {
    this.weights = weights;
    this.gradients = gradients;
    this.anchor = weights;
  }

  /// Takes over the numbers of update number `step`, counted from 0.
  public void set(AdamSettings settings, double learningRate, long step) {
    coupledDecay = (float) settings.decay().coupled();
    decoupledDecay = (float) (learningRate * settings.decay().decoupled());
    beta1 = (float) settings.beta1();
    beta2 = (float) settings.beta2();
    stepSize = (float) settings.stepSize(learningRate, step);
    inverseRootCorrection2 = (float) settings.inverseRootCorrection2(step);
    epsilon = (float) settings.epsilon();
  }
}
