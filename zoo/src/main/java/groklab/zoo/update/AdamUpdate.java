package groklab.zoo.update;

import groklab.engine.exec.Session;
import groklab.engine.exec.Session.Slot;
import groklab.lab.update.LearningRate;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;
import java.util.Map;

/// Adam and AdamW, which differ in their decay alone.
record AdamUpdate(LearningRate rate, Moments moments, WeightDecay decay, Session session)
    implements Update {

  @Override
  public Map<String, Slot> state() {
    return Map.of("first.", Slot.FIRST_MOMENT, "second.", Slot.SECOND_MOMENT);
  }

  @Override
  public void begin() {
    InitialAnchor.remember(session, decay);
  }

  @Override
  public void apply(long step) {
    double now = rate.at(step);
    double correction1 = 1 - power(moments.beta1(), step + 1);
    double correction2 = 1 - power(moments.beta2(), step + 1);
    session.adam(
        0,
        session.layout().length(),
        decay.isAnchored(),
        decay.coupled(),
        decay.decoupled(now),
        moments.beta1(),
        moments.beta2(),
        now / correction1,
        1 / StrictMath.sqrt(correction2),
        moments.epsilon());
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
