package groklab.lab.optimizer;

import groklab.engine.exec.Session;
import groklab.lab.spec.OptimizerSpec;

/// Applies a spec's update rule to all parameters of a session. Stateless beyond the session's
/// moments: the update of step t depends on t, the gradients and the moments alone, so a resumed
/// run continues exactly.
public final class Optimizer {
  private final OptimizerSpec spec;
  private final Session session;
  private final boolean anchored;

  public Optimizer(OptimizerSpec spec, Session session) {
    this.spec = spec;
    this.session = session;
    this.anchored =
        spec.decayTo() == OptimizerSpec.DecayTo.INITIALISATION && spec.weightDecay() != 0;
  }

  /// Remembers the present parameters as what decay pulls to, if the spec asks for that. To be
  /// called at step 0.
  public void rememberInitialParameters() {
    if (anchored) {
      double[] w = new double[session.layout().length()];
      session.read(Session.Slot.VALUES, 0, w);
      session.write(Session.Slot.ANCHOR, 0, w);
    }
  }

  /// Learning rate of update number `step`, counted from 0: warm-up min(step/warmupSteps, 1), then
  /// the schedule.
  public double learningRate(long step) {
    double warm = spec.warmupSteps() == 0 ? 1 : Math.min(1, step / (double) spec.warmupSteps());
    double done = spec.scheduleSteps() == 0 ? 1 : Math.min(1, step / (double) spec.scheduleSteps());
    double full = spec.learningRate();
    double end = spec.finalLearningRate();
    double scheduled =
        switch (spec.schedule()) {
          case CONSTANT -> full;
          case LINEAR -> full + (end - full) * done;
          case COSINE -> end + (full - end) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
        };
    return warm * scheduled;
  }

  /// Update number `step` (from 0) with the session's gradients.
  public void update(long step) {
    double rate = learningRate(step);
    boolean decoupled = spec.decay() == OptimizerSpec.Decay.DECOUPLED;
    double coupledDecay = decoupled ? 0 : spec.weightDecay();
    double decoupledDecay = decoupled ? rate * spec.weightDecay() : 0;
    int n = session.layout().length();
    switch (spec.kind()) {
      case SGD, MOMENTUM ->
          session.sgd(0, n, anchored, coupledDecay, decoupledDecay, spec.momentum(), rate);
      case ADAM, ADAMW -> {
        double correction1 = 1 - power(spec.beta1(), step + 1);
        double correction2 = 1 - power(spec.beta2(), step + 1);
        session.adam(
            0,
            n,
            anchored,
            coupledDecay,
            decoupledDecay,
            spec.beta1(),
            spec.beta2(),
            rate / correction1,
            1 / StrictMath.sqrt(correction2),
            spec.epsilon());
      }
    }
  }

  /// base to the power n by repeated squaring: a pure function of n. `StrictMath.pow` allocates
  /// work arrays at each call.
  static double power(double base, long n) {
    double result = 1;
    double square = base;
    for (long rest = n; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }
}
