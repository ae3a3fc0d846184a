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
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.Program;
import groklab.lab.kind.SpecException;
import groklab.lab.loss.Loss;
import groklab.lab.loss.Objective;
import groklab.lab.model.Examples;
import groklab.lab.model.Network;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The auxiliary loss that asks for the same outputs of (x, y) and (y, x).
class MirrorCrossEntropyTest {
  private static final double WEIGHT = 0.7;
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
  private final int[] rows = problem.trainRows();

  private static Executor loaded(Session s, Loss loss, Network network, Examples examples) {
    var objective = new Objective(loss, LossPrecision.FLOAT64);
    return s.load(objective.gradientPlan(network, examples, true, 1));
  }

  /// The outputs of all pairs, `[25, 5]`.
  private double[] outputs(Session s) {
    var all = new Examples.Known(problem, Ints.of(problem.rows(ExampleSet.TABLE)));
    Graph g = new Graph();
    var logits = network.forward(g, all, false).logits();
    Executor forward = s.load(Program.of(network.layout(), g, Map.of("logits", logits)).plan(1));
    forward.run(0);
    double[] z = new double[all.count() * 5];
    forward.read("logits", z);
    return z;
  }

  private double byHand(double[] z, int[] examples) {
    var table = problem.facet(Pairs.class).orElseThrow().table();
    double sum = 0;
    for (int row : examples) {
      int image = table.example(table.y(row), table.x(row));
      for (int c = 0; c < 5; c++) {
        double d = z[row * 5 + c] - z[image * 5 + c];
        sum += d * d / 5;
      }
    }
    return WEIGHT * sum / examples.length;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itIsTheMeanSquareOfWhatTheImagesDifferBy(boolean batch) {
    int[] shown = batch ? new int[] {rows[3], rows[0], rows[5]} : rows;
    Examples examples =
        batch ? new Examples.Batch(problem, 3) : new Examples.Known(problem, Ints.of(rows));
    try (Session s = Engine.open(network.layout(), Precision.FLOAT64, 0, 1)) {
      network.initialise(s, 0);
      Executor with = loaded(s, new MirrorCrossEntropy(WEIGHT), network, examples);
      Executor without = loaded(s, new CrossEntropy(), network, examples);
      if (batch) {
        with.batch(shown);
        without.batch(shown);
      }
      without.run(0);
      with.run(0);
      double extra = with.scalar(Objective.LOSS) - without.scalar(Objective.LOSS);
      assertThat(extra).isPositive().isCloseTo(byHand(outputs(s), shown), within(1e-14));
    }
  }

  @Test
  void itsGradientIsThatOfCentralDifferences() {
    var examples = new Examples.Known(problem, Ints.of(rows));
    try (Session s = Engine.open(network.layout(), Precision.FLOAT64, 0, 1)) {
      network.initialise(s, 0);
      Executor e = loaded(s, new MirrorCrossEntropy(WEIGHT), network, examples);
      e.run(0);
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
    return e.scalar(Objective.LOSS);
  }

  @Test
  void examplesThatAreNoPairsHaveNoImages() {
    var bare =
        Problem.of(
            problem.inputs(), problem.targets(), problem.trainRows(), problem.validationRows());
    var examples = new Examples.Known(bare, Ints.of(rows));
    var objective = new Objective(new MirrorCrossEntropy(1), LossPrecision.FLOAT64);
    assertThatThrownBy(() -> objective.gradientPlan(network, examples, true, 1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("needs examples that are pairs")
        .hasMessageEndingWith("write training.loss = \"cross-entropy\"");
  }
}
