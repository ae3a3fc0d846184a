package groklab.zoo.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.Program;
import groklab.lab.kind.SpecException;
import groklab.lab.loss.SmoothAccuracy;
import groklab.lab.model.Examples;
import groklab.lab.model.Network;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The accuracy that has a slope.
class SmoothAccuracyTest {
  private static final double SHARPNESS = 3;
  private static final double H = 1e-5;

  private static final RunSpec SPEC =
      new SpecReader()
          .parse(
              """
              [task]
              modulus = 5
              tokens = "pair"
              [model]
              kind = "mlp"
              width = 8
              activation = "tanh"
              """);

  private final Problem problem = SPEC.problem();
  private final Network network = SPEC.model().network(problem);
  private final Examples examples = new Examples.Known(problem, Ints.of(problem.validationRows()));

  private double byHand(double[] logits) {
    Targets.Classes classes = (Targets.Classes) problem.targets();
    int width = classes.width();
    int[] rows = problem.validationRows();
    double sum = 0;
    for (int r = 0; r < rows.length; r++) {
      int right = classes.ids()[rows[r]];
      double best = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < width; c++) {
        best = c == right ? best : Math.max(best, logits[r * width + c]);
      }
      sum += 1 / (1 + StrictMath.exp(-SHARPNESS * (logits[r * width + right] - best)));
    }
    return sum / rows.length;
  }

  @Test
  void itIsTheMeanSigmoidOfTheMarginAndSoIsItsGradient() {
    try (Session s = Engine.open(network.layout(), Precision.FLOAT64, 0, 1)) {
      network.initialise(s, 0);
      Executor e = s.load(new SmoothAccuracy(SHARPNESS).gradientPlan(network, examples, 1));
      e.run(0);
      double value = e.scalar(SmoothAccuracy.NAME);
      Graph g = new Graph();
      var outputs = Map.of("logits", network.forward(g, examples, false).logits());
      Executor forward = s.load(Program.of(network.layout(), g, outputs).plan(1));
      forward.run(0);
      double[] logits = new double[examples.count() * 5];
      forward.read("logits", logits);
      assertThat(value).isCloseTo(byHand(logits), within(1e-13));

      double[] gradient = new double[network.layout().length()];
      s.read(Slot.GRADIENTS, 0, gradient);
      double[] w = new double[gradient.length];
      s.read(Slot.VALUES, 0, w);
      for (int i = 0; i < w.length; i += 7) {
        double slope = (moved(s, e, w, i, H) - moved(s, e, w, i, -H)) / (2 * H);
        assertThat(gradient[i]).as("entry %d", i).isCloseTo(slope, within(1e-8));
      }
    }
  }

  private static double moved(Session s, Executor e, double[] w, int i, double by) {
    double[] other = w.clone();
    other[i] += by;
    s.write(Slot.VALUES, 0, other);
    e.run(0);
    return e.scalar(SmoothAccuracy.NAME);
  }

  @Test
  void realTargetsHaveNone() {
    assertThatThrownBy(() -> SmoothAccuracy.check(new Targets.Reals(1, new double[] {1}), "this"))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("this needs answers that are classes");
  }
}
