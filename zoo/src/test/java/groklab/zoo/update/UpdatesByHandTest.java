package groklab.zoo.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.Engine;
import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.update.Optimizer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Vectors worked out with pencil and paper: the filters of Grokfast, the perpendicular gradient,
/// Muon.
class UpdatesByHandTest {
  private static final double[] G = {1, -2, 0, 4};
  private static final double[] H = {5, 2, -4, 0};
  private static final String ONE_TO_ONE =
      "kind = \"muon\"\niterations = 1\ncoefficients = [1.875, -1.25, 0.375]\n";

  /// The weights, `rows` by 4 / `rows`, after one step for each of the gradients.
  private static double[] moved(int rows, double[] weights, String lines, double[]... gradients) {
    var layout = new ParameterLayout();
    layout.add("w", rows, 4 / rows);
    RunSpec spec = new SpecReader().parse("[optimizer]\nwarmupSteps = 0\n" + lines);
    try (Session s = Engine.open(layout, Precision.FLOAT64, 0, 1)) {
      s.write(Slot.VALUES, 0, weights);
      var optimizer =
          new Optimizer(
              spec.optimizer(),
              spec.optimizerParts(),
              s,
              Set.of(),
              step -> {
                s.write(Slot.GRADIENTS, 0, gradients[(int) step]);
                return 0;
              });
      optimizer.begin();
      for (int step = 0; step < gradients.length; step++) {
        optimizer.step(step);
      }
      double[] out = new double[4];
      s.read(Slot.VALUES, 0, out);
      return out;
    }
  }

  private static String sgd(double rate, String stage) {
    return "kind = \"sgd\"\nlearningRate = " + rate + "\n[[optimizer.stage]]\nkind = " + stage;
  }

  /// First 3g = (3, −6, 0, 12). Then the mean is ¾g + ¼h = (2, −1, −1, 3), and what moves the
  /// weights h + 2·mean = (9, 0, −6, 6). Half of their sum: (6, −3, −3, 9).
  @Test
  void grokfastWithAnExponentialMean() {
    String lines = sgd(0.5, "\"grokfast-ema\"\nalpha = 0.75\nlambda = 2\n");
    assertThat(moved(2, new double[] {10, 20, 30, 40}, lines, G, H))
        .containsExactly(new double[] {4, 23, 33, 31}, within(1e-14));
  }

  /// First g, as the window is not full. Then the mean is (3, 0, −2, 2), and h + 3·mean = (14, 2,
  /// −10, 6). Half of their sum: (7.5, 0, −5, 5).
  @Test
  void grokfastWithAMovingMean() {
    String lines = sgd(0.5, "\"grokfast-ma\"\nwindow = 2\nlambda = 3\n");
    assertThat(moved(2, new double[] {10, 20, 30, 40}, lines, G, H))
        .containsExactly(new double[] {2.5, 20, 35, 35}, within(1e-14));
  }

  /// A tenth of the weights is added: (2, 0, 3, 8), of which half is taken off.
  @Test
  void aPenaltyOnTheSquaredNormIsCoupledDecay() {
    double[] w = {10, 20, 30, 40};
    double[] after = {9, 20, 28.5, 36};
    assertThat(moved(2, w, sgd(0.5, "\"l2-penalty\"\nstrength = 0.1\n"), G))
        .containsExactly(after, within(1e-14));
    String coupled = "kind = \"sgd\"\nlearningRate = 0.5\nweightDecay = 0.1\ndecay = \"coupled\"\n";
    assertThat(moved(2, w, coupled, G)).containsExactly(after, within(1e-14));
  }

  /// Without a gradient of the loss egalitarian steps take U·Vᵀ of the weights off, here the
  /// identity; behind the decay of a rule they see nothing of it.
  @Test
  void aPenaltyInFrontOfAnEgalitarianStageShortensAllDirectionsAlike() {
    double[] w = {3, 0, 0, 2};
    double[] none = new double[4];
    String stages =
        "\"l2-penalty\"\nstrength = 1e-4\n[[optimizer.stage]]\nkind = \"egalitarian\"\n";
    assertThat(moved(2, w, sgd(0.5, stages), none))
        .containsExactly(new double[] {2.5, 0, 0, 1.5}, within(1e-12));
  }

  /// Of the gradient (0, 25) the part along (3, 4) is 4·(3, 4), which leaves (−12, 9), of length
  /// 15; brought back to length 25 it is (−20, 15).
  @Test
  void thePerpendicularGradient() {
    double[] w = {3, 4, 0, 0};
    double[] g = {0, 25, 0, 0};
    String lines = sgd(1, "\"perpendicular-gradient\"\n");
    assertThat(moved(2, w, lines, g)).containsExactly(new double[] {23, -11, 0, 0}, within(1e-13));
    assertThat(moved(2, w, lines + "rescale = false\n", g))
        .containsExactly(new double[] {15, -5, 0, 0}, within(1e-13));
  }

  /// diag(3, 4) over its norm 5 is diag(0.6, 0.8). With 1.875x − 1.25x³ + 0.375x⁵ that becomes
  /// 1.125 − 0.27 + 0.02916 = 0.88416 and 1.5 − 0.64 + 0.12288 = 0.98288. The second gradient
  /// makes up for the momentum of 0.95, so that the velocity is diag(3, 4) again. Decay takes a
  /// tenth of the weights in each step.
  @Test
  void muonOfADiagonalMatrix() {
    String lines = ONE_TO_ONE + "learningRate = 0.5\nweightDecay = 0.2\n";
    double[] first = {1 - 0.1 - 0.44208, 2 - 0.2, 3 - 0.3, 4 - 0.4 - 0.49144};
    double[] second = {
      0.9 * first[0] - 0.44208, 0.9 * first[1], 0.9 * first[2], 0.9 * first[3] - 0.49144
    };
    double[] w = {1, 2, 3, 4};
    double[] g = {3, 0, 0, 4};
    assertThat(moved(2, w, lines, g)).containsExactly(first, within(1e-7));
    assertThat(moved(2, w, lines, g, new double[] {0.15, 0, 0, 0.2}))
        .containsExactly(second, within(1e-7));
  }

  /// One input and four outputs: the only singular value becomes 1.875 − 1.25 + 0.375 = 1, and
  /// the step has the length √(4/1).
  @Test
  void muonsStepGrowsWithTheOutputs() {
    String lines = ONE_TO_ONE + "learningRate = 0.5\n";
    double[] g = {7, -7, 7, 7};
    assertThat(moved(1, new double[4], lines, g))
        .containsExactly(new double[] {-0.5, 0.5, -0.5, -0.5}, within(1e-7));
    assertThat(moved(1, new double[4], lines + "scaled = false\n", g))
        .containsExactly(new double[] {-0.25, 0.25, -0.25, -0.25}, within(1e-7));
  }
}
