package groklab.zoo.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.ParameterLayout;
import groklab.engine.plan.Program;
import groklab.lab.kind.SpecException;
import groklab.lab.loss.Loss;
import groklab.lab.model.Examples;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Each loss as a node, on the host, and of guessing.
class LossesTest {
  private static final double[] OUTPUTS = {0.5, -1, 2, 3, 3, -2, 0, 0, 0, 10, 1, 1};
  private static final int[] ALL = {0, 1, 2, 3};
  private static final Targets.Classes CLASSES =
      new Targets.Classes(new int[] {0}, 3, new int[] {2, 1, 2, 0});

  private static Problem problem(Targets targets) {
    return Problem.of(new Inputs.Features(1, new double[4]), targets, ALL, new int[0]);
  }

  private static double node(Loss loss, Targets targets, double[] outputs) {
    return node(loss, targets, outputs, LossPrecision.FLOAT64, Precision.FLOAT64);
  }

  private static double node(
      Loss loss,
      Targets targets,
      double[] outputs,
      LossPrecision lossPrecision,
      Precision precision) {
    var layout = new ParameterLayout();
    layout.add("w", 1, 1);
    Graph g = new Graph();
    Node z = g.input("z", 4, outputs.length / 4);
    var known = new Examples.Known(problem(targets), Ints.of(ALL));
    Node mean = loss.mean(g, z, known, lossPrecision);
    try (Session session = Engine.open(layout, precision, 0, 1)) {
      Executor executor = session.load(Program.of(layout, g, Map.of("loss", mean)).plan(1));
      executor.set("z", outputs);
      executor.run(0);
      return executor.scalar("loss");
    }
  }

  private static RowScore row(Loss loss, Targets targets, double[] outputs, int row) {
    int width = outputs.length / 4;
    double[] z = java.util.Arrays.copyOfRange(outputs, row * width, (row + 1) * width);
    var score = new RowScore();
    score.clear();
    loss.score(z, targets, row, score);
    return score;
  }

  private static double meanOfRows(Loss loss, Targets targets, double[] outputs) {
    return IntStream.range(0, 4)
        .mapToDouble(r -> row(loss, targets, outputs, r).loss)
        .average()
        .orElseThrow();
  }

  @Test
  void theNodeIsTheMeanOfWhatTheHostSaysOfTheRows() {
    for (Loss loss : List.of(new CrossEntropy(), new MeanSquaredError())) {
      assertThat(node(loss, CLASSES, OUTPUTS))
          .isCloseTo(meanOfRows(loss, CLASSES, OUTPUTS), within(1e-14));
    }
    var reals = new Targets.Reals(3, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3});
    assertThat(node(new MeanSquaredError(), reals, OUTPUTS))
        .isCloseTo(meanOfRows(new MeanSquaredError(), reals, OUTPUTS), within(1e-13));
  }

  @Test
  void weightsCountInTheNode() {
    var weighted =
        new Targets.Classes(
            new int[] {0}, 3, CLASSES.ids(), Optional.of(new double[] {0, 1, 0, 3}));
    for (Loss loss : List.of(new CrossEntropy(), new MeanSquaredError())) {
      double expected =
          (row(loss, CLASSES, OUTPUTS, 1).loss + 3 * row(loss, CLASSES, OUTPUTS, 3).loss) / 4;
      assertThat(node(loss, weighted, OUTPUTS)).isCloseTo(expected, within(1e-13));
    }
  }

  /// Four equal rows, whose mean is exact, in a session of float32.
  @Test
  void theLossPrecisionCountsInTheSquaredError() {
    float[] row = {1.1f, 0.3f, -0.7f};
    double[] outputs = new double[12];
    for (int i = 0; i < 12; i++) {
      outputs[i] = row[i % 3];
    }
    var classes = new Targets.Classes(new int[] {0}, 3, new int[4]);
    Map<LossPrecision, Double> losses = new EnumMap<>(LossPrecision.class);
    for (LossPrecision p : LossPrecision.values()) {
      losses.put(p, node(new MeanSquaredError(), classes, outputs, p, Precision.FLOAT32));
    }
    double exact = row(new MeanSquaredError(), classes, outputs, 0).loss;
    float right = row[0] - 1;
    float single = (right * right + row[2] * row[2] + row[1] * row[1]) / 3;
    assertThat(losses.get(LossPrecision.FLOAT64)).isEqualTo((float) exact);
    assertThat(losses.get(LossPrecision.FLOAT32)).isEqualTo(single);
    assertThat(losses.get(LossPrecision.FLOAT16))
        .isNotEqualTo(losses.get(LossPrecision.FLOAT32))
        .isCloseTo(exact, within(1e-3));
    assertThat(losses.get(LossPrecision.BFLOAT16))
        .isNotEqualTo(losses.get(LossPrecision.FLOAT16))
        .isCloseTo(exact, within(1e-2));
  }

  @Test
  void crossEntropyIsMinusTheLogarithmOfTheSoftmax() {
    var score = row(new CrossEntropy(), CLASSES, OUTPUTS, 0);
    double sum = Math.exp(0.5) + Math.exp(-1) + Math.exp(2);
    assertThat(score.loss).isCloseTo(-Math.log(Math.exp(2) / sum), within(1e-14));
    assertThat(score.probability).isCloseTo(Math.exp(2) / sum, within(1e-14));
    assertThat(score.confidence).isEqualTo(score.probability);
    double wrong = Math.pow(Math.exp(0.5) / sum, 2) + Math.pow(Math.exp(-1) / sum, 2);
    assertThat(score.brier).isCloseTo(wrong + Math.pow(1 - score.probability, 2), within(1e-14));
  }

  /// Oracle: the item "scores" of the notes on measures.
  @Test
  void crossEntropyOfRowsIsThatOfTheOracle() {
    double[] logits = {2, 1, 0.1, 0.5, 0.2, 3, 1, 1, 1, -1, 4, 3.5};
    double[] oracle = {0.41703002, 2.93356457, 1.09861229, 0.47826231};
    var classes = new Targets.Classes(new int[] {0}, 3, new int[] {0, 1, 2, 1});
    for (int r = 0; r < oracle.length; r++) {
      assertThat(row(new CrossEntropy(), classes, logits, r).loss)
          .isCloseTo(oracle[r], within(0.5e-8));
    }
  }

  @Test
  void aCertainRightAnswerKeepsTheDigitsOfItsLoss() {
    double[] logits = {60, 0, 0, 60, 5, Double.NaN, 60, 0};
    var classes = new Targets.Classes(new int[] {0}, 2, new int[] {0, 1, 0, 0});
    assertThat(row(new CrossEntropy(), classes, logits, 0).loss)
        .isCloseTo(StrictMath.exp(-60), within(1e-40));
    assertThat(row(new CrossEntropy(), classes, logits, 2).loss).isNaN();
  }

  @Test
  void guessingCostsTheEntropyOfTheClassesThatOccur() {
    // classes 0, 1 and twice 2, of as many as the network offers
    double entropy = 0.5 * Math.log(4) + 0.5 * Math.log(2);
    assertThat(new CrossEntropy().guessing(CLASSES, ALL)).isCloseTo(entropy, within(1e-15));
    var wide = new Targets.Classes(new int[] {0}, 239, CLASSES.ids());
    assertThat(new CrossEntropy().guessing(wide, ALL)).isCloseTo(entropy, within(1e-15));
    assertThat(new CrossEntropy().guessing(CLASSES, new int[] {0, 2})).isZero();
  }

  @Test
  void noConstantOutputsAreBetterThanGuessing() {
    var guess = new MeanSquaredError().guessing(CLASSES, ALL);
    double[] best = {0.25, 0.25, 0.5};
    assertThat(constant(best)).isCloseTo(guess, within(1e-15));
    for (double[] other : new double[][] {{0.3, 0.2, 0.5}, {0, 0, 1}, {0.25, 0.25, 0.4}}) {
      assertThat(constant(other)).isGreaterThan(guess);
    }
  }

  /// The mean squared error of the same outputs in every row.
  private static double constant(double[] outputs) {
    double[] rows = new double[12];
    for (int i = 0; i < 12; i++) {
      rows[i] = outputs[i % 3];
    }
    return meanOfRows(new MeanSquaredError(), CLASSES, rows);
  }

  @Test
  void guessingRealNumbersCostsTheirVariance() {
    var reals = new Targets.Reals(1, new double[] {1, 2, 3, 6});
    assertThat(new MeanSquaredError().guessing(reals, ALL)).isEqualTo(3.5);
    assertThat(new MeanSquaredError().guessing(reals, new int[] {0, 2})).isEqualTo(1);
  }

  @Test
  void crossEntropyRefusesRealNumbersAndSaysWhatToWrite() {
    assertThatThrownBy(() -> new CrossEntropy().check(new Targets.Reals(1, new double[4])))
        .isInstanceOf(SpecException.class)
        .hasMessageEndingWith("write training.loss = \"mean-squared-error\"");
  }
}
