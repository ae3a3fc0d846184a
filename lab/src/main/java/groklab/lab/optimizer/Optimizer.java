package groklab.lab.optimizer;

import groklab.engine.exec.Session;
import groklab.engine.kernel.AdamSettings;
import groklab.engine.kernel.Decay;
import groklab.engine.kernel.DescentSettings;
import groklab.lab.spec.OptimizerSpec;

/// Applies a spec's update rule to all parameters of a session. Stateless beyond the session's
/// moments: the update of step t depends on t, the gradients and the moments alone, so a resumed
/// run continues exactly.
public final class Optimizer {
  private final OptimizerSpec spec;
  private final Session session;
  private final boolean anchored;
  private final AdamSettings adam;
  private final DescentSettings descent;

  public Optimizer(OptimizerSpec spec, Session session) {
    this.spec = spec;
    this.session = session;
    this.anchored =
        spec.decayTo() == OptimizerSpec.DecayTo.INITIALISATION && spec.weightDecay() != 0;
    Decay decay =
        switch (spec.decay()) {
          case COUPLED -> new Decay(spec.weightDecay(), 0, anchored);
          case DECOUPLED -> new Decay(0, spec.weightDecay(), anchored);
        };
    this.adam = new AdamSettings(decay, spec.beta1(), spec.beta2(), spec.epsilon());
    this.descent = new DescentSettings(decay, spec.momentum());
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
    switch (spec.kind()) {
      case SGD, MOMENTUM -> session.descend(descent, learningRate(step));
      case ADAM, ADAMW -> session.adam(adam, learningRate(step), step);
    }
  }
}
