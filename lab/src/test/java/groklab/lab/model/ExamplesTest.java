package groklab.lab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.ParameterLayout;
import groklab.engine.plan.Program;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// Features, real targets and weights, of known examples and of a minibatch.
class ExamplesTest {
  private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final double[] Y = {10, 20, 30, 40};
  private static final ParameterLayout LAYOUT = new ParameterLayout();

  static {
    LAYOUT.add("unused", 1, 1);
  }

  private static Problem problem(Optional<double[]> weights) {
    return Problem.of(
        new Inputs.Features(2, X),
        new Targets.Reals(new int[] {0}, 1, Y, weights),
        new int[] {0, 1, 2, 3},
        new int[0]);
  }

  /// What a graph gives for examples 3 and 1, known or as a batch.
  private static double[] value(
      Problem problem, boolean known, BiFunction<Graph, Examples, Node> of) {
    Graph g = new Graph();
    Examples examples =
        known ? new Examples.Known(problem, Ints.of(3, 1)) : new Examples.Batch(problem, 2);
    Node node = of.apply(g, examples);
    try (Session session = Engine.open(LAYOUT, Precision.FLOAT64, 0, 1)) {
      Executor executor = session.load(Program.of(LAYOUT, g, Map.of("out", node)).plan(1));
      if (!known) {
        executor.batch(new int[] {3, 1});
      }
      executor.run(0);
      double[] out = new double[node.rows() * node.cols()];
      executor.read("out", out);
      return out;
    }
  }

  @Test
  void featuresAreTheRowsOfTheExamples() {
    for (boolean known : new boolean[] {true, false}) {
      assertThat(value(problem(Optional.empty()), known, (g, e) -> g.scale(e.features(g), 1.5)))
          .containsExactly(10.5, 12, 4.5, 6);
    }
  }

  @Test
  void realTargetsAreTheRowsOfTheExamples() {
    for (boolean known : new boolean[] {true, false}) {
      assertThat(value(problem(Optional.empty()), known, (g, e) -> g.scale(e.wanted(g), 1.5)))
          .containsExactly(60, 30);
    }
  }

  @Test
  void theMeanIsWeightedWhereTargetsHaveWeights() {
    var weighted = problem(Optional.of(new double[] {1, 3, 1, 1}));
    for (boolean known : new boolean[] {true, false}) {
      assertThat(value(problem(Optional.empty()), known, (g, e) -> e.mean(g, e.wanted(g))))
          .containsExactly(30);
      assertThat(value(weighted, known, (g, e) -> e.mean(g, e.wanted(g)))[0])
          .isCloseTo((40 + 3 * 20) / 4.0, within(1e-12));
      assertThat(value(weighted, known, (g, e) -> e.mean(g, e.features(g)))[0])
          .isCloseTo((7 + 8 + 3 * (3 + 4)) / 8.0, within(1e-12));
    }
  }

  @Test
  void aRowOfWeightZeroDoesNotCount() {
    var weighted = problem(Optional.of(new double[] {1, 0, 1, 2}));
    for (boolean known : new boolean[] {true, false}) {
      assertThat(value(weighted, known, (g, e) -> e.mean(g, e.wanted(g)))[0])
          .isCloseTo(40, within(1e-12));
    }
  }
}
