package groklab.app.proof;

import groklab.engine.graph.Slot;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.LearningRate;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;

/// w ← w − rate·sign(g).
public record SignDescent(LearningRate learningRate, WeightDecay weightDecay)
    implements OptimizerSpec {

  public static final Kind<SignDescent> KIND =
      Kind.of("sign-descent", SignDescent.class, SignDescent::read);

  private static SignDescent read(Section<SignDescent> s) {
    return new SignDescent(
        LearningRate.read(s, SignDescent::learningRate),
        WeightDecay.read(s, 0, WeightDecay.Form.DECOUPLED, SignDescent::weightDecay));
  }

  @Override
  public Kind<SignDescent> kind() {
    return KIND;
  }

  @Override
  public Update on(Scope scope) {
    var session = scope.session();
    double[] w = new double[session.layout().length()];
    double[] g = new double[w.length];
    return step -> {
      double rate = learningRate.at(step);
      session.read(Slot.VALUES, 0, w);
      session.read(Slot.GRADIENTS, 0, g);
      for (int i = 0; i < w.length; i++) {
        w[i] -= rate * (Math.signum(g[i]) + weightDecay.strength() * w[i]);
      }
      session.write(Slot.VALUES, 0, w);
    };
  }
}
