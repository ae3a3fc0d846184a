package groklab.zoo.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Gradients;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.ParameterLayout;
import groklab.engine.plan.Program;
import groklab.lab.loss.Loss;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Losses of classes with their gradients against PyTorch: `golden/losses.py`; and the host's side
/// of each loss against its graph.
class ClassLossGoldenTest {
  private static final int ROWS = 5;
  private static final int CLASSES = 7;
  private static final int[] TARGETS = {0, 3, 6, 3, 1};

  private static JsonNode golden(String name) throws IOException {
    try (var in = ClassLossGoldenTest.class.getResourceAsStream("/golden/losses.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(in)).get(name);
    }
  }

  private static double[] outputs() {
    double[] z = new double[ROWS * CLASSES];
    for (int k = 0; k < z.length; k++) {
      z[k] = 3 * StrictMath.sin(1.7 * k + 0.37 * k * k);
    }
    return z;
  }

  /// Losses of the rows, and the gradient of Σ (row + 1)·loss.
  private record Computed(double[] losses, double[] gradient) {}

  private static Computed computed(ClassLossForm.Kind kind, LossPrecision precision) {
    var layout = new ParameterLayout();
    layout.add("z", ROWS, CLASSES);
    Graph g = new Graph();
    Node z = g.parameter("z", ROWS, CLASSES);
    Node rows =
        g.classLoss(z, new Index.Fixed(Ints.of(TARGETS)), new ClassLossForm(kind, precision));
    Node weights = g.literal(new double[] {1, 2, 3, 4, 5}, ROWS, 1);
    Node slope =
        Gradients.of(g, g.sum(Op.Axis.ALL, g.multiply(rows, weights)), List.of(z)).getFirst();
    try (Session s = Engine.open(layout, Precision.FLOAT64, 0, 1)) {
      s.write(Slot.VALUES, 0, outputs());
      Executor e =
          s.load(Program.asWritten(layout, g, Map.of("loss", rows, "slope", slope)).plan(1));
      e.run(0);
      double[] losses = new double[ROWS];
      double[] gradient = new double[ROWS * CLASSES];
      e.read("loss", losses);
      e.read("slope", gradient);
      return new Computed(losses, gradient);
    }
  }

  private static double[] doubles(JsonNode list) {
    double[] out = new double[list.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = list.get(i).doubleValue();
    }
    return out;
  }

  @ParameterizedTest
  @EnumSource(ClassLossForm.Kind.class)
  void lossesAndGradientsAreThoseOfPyTorch(ClassLossForm.Kind kind) throws IOException {
    JsonNode golden = golden(kind.name().toLowerCase(Locale.ROOT));
    Computed ours = computed(kind, LossPrecision.FLOAT64);
    assertThat(ours.losses()).containsExactly(doubles(golden.get("losses")), within(1e-13));
    assertThat(ours.gradient()).containsExactly(doubles(golden.get("gradient")), within(1e-13));
  }

  @ParameterizedTest
  @EnumSource(ClassLossForm.Kind.class)
  void narrowerFormatsAreNearAndNotEqual(ClassLossForm.Kind kind) {
    Computed exact = computed(kind, LossPrecision.FLOAT64);
    Map<LossPrecision, Double> digits =
        Map.of(
            LossPrecision.FLOAT32, 1e-6,
            LossPrecision.FLOAT16, 1e-2,
            LossPrecision.BFLOAT16, 1e-1);
    digits.forEach((precision, tolerance) -> {
      Computed rounded = computed(kind, precision);
      assertThat(rounded.losses()).containsExactly(exact.losses(), within(4 * tolerance));
      assertThat(rounded.gradient()).containsExactly(exact.gradient(), within(5 * tolerance));
      assertThat(rounded.losses()).isNotEqualTo(exact.losses());
    });
  }

  /// In float32 and in float64, with rows whose right class leads by more and more over six equal
  /// rivals: from some lead on PyTorch's gradient of the right class is exactly 0, and that of the
  /// others is not.
  @ParameterizedTest
  @EnumSource(
      value = LossPrecision.class,
      names = {"FLOAT32", "FLOAT64"})
  void theRoundedSoftmaxCollapsesWhereThatOfPyTorchDoes(LossPrecision precision)
      throws IOException {
    JsonNode golden = golden("collapse").get(precision.name().toLowerCase(Locale.ROOT));
    double digit = precision == LossPrecision.FLOAT32 ? 0x1p-23 : 0x1p-52;
    double[] leads = doubles(golden.get("leads"));
    double[] own = doubles(golden.get("own"));
    double[] other = doubles(golden.get("other"));
    for (int i = 0; i < leads.length; i++) {
      var rounded = ahead(leads[i], ClassLossForm.Kind.SOFTMAX_LESS_ONE, precision);
      assertThat(rounded.losses()[0])
          .isCloseTo(golden.get("losses").get(i).doubleValue(), within(2 * digit));
      assertThat(rounded.gradient()[2]).isCloseTo(own[i], within(2 * digit));
      assertThat(rounded.gradient()[2] == 0).as("lead %s", leads[i]).isEqualTo(own[i] == 0);
      assertThat(rounded.gradient()[0]).isPositive();
      assertThat(rounded.gradient()[0]).isCloseTo(other[i], within(32 * digit * other[i]));
      var exact = ahead(leads[i], ClassLossForm.Kind.SOFTMAX, precision);
      assertThat(exact.losses()).isEqualTo(rounded.losses());
      assertThat(exact.gradient()[2])
          .isCloseTo(-6 * exact.gradient()[0], within(8 * digit * exact.gradient()[0]));
    }
    assertThat(own).contains(0.0);
  }

  /// One row of seven outputs, of which the right one is `lead` and the others are 0.
  private static Computed ahead(double lead, ClassLossForm.Kind kind, LossPrecision precision) {
    var layout = new ParameterLayout();
    layout.add("z", 1, CLASSES);
    Graph g = new Graph();
    Node z = g.parameter("z", 1, CLASSES);
    Node loss = g.classLoss(z, new Index.Fixed(Ints.of(2)), new ClassLossForm(kind, precision));
    Node slope = Gradients.of(g, loss, List.of(z)).getFirst();
    try (Session s = Engine.open(layout, Precision.FLOAT64, 0, 1)) {
      double[] outputs = new double[CLASSES];
      outputs[2] = lead;
      s.write(Slot.VALUES, 0, outputs);
      Executor e =
          s.load(Program.asWritten(layout, g, Map.of("loss", loss, "slope", slope)).plan(1));
      e.run(0);
      double[] gradient = new double[CLASSES];
      e.read("slope", gradient);
      return new Computed(new double[] {e.scalar("loss")}, gradient);
    }
  }

  /// s(0) = 1, s(−1) = 1/2, s(3) = 4: with outputs 0, −1, 3 and class 0 the loss is ln 5.5, its
  /// gradient (1/5.5 − 1, 1/4/5.5, 1/5.5).
  @Test
  void stableMaxByHand() {
    var layout = new ParameterLayout();
    layout.add("z", 1, 3);
    Graph g = new Graph();
    Node z = g.parameter("z", 1, 3);
    Node loss =
        g.classLoss(
            z,
            new Index.Fixed(Ints.of(0)),
            new ClassLossForm(ClassLossForm.Kind.STABLEMAX, LossPrecision.FLOAT64));
    Node slope = Gradients.of(g, loss, List.of(z)).getFirst();
    try (Session s = Engine.open(layout, Precision.FLOAT64, 0, 1)) {
      s.write(Slot.VALUES, 0, new double[] {0, -1, 3});
      Executor e =
          s.load(Program.asWritten(layout, g, Map.of("loss", loss, "slope", slope)).plan(1));
      e.run(0);
      double[] gradient = new double[3];
      e.read("slope", gradient);
      assertThat(e.scalar("loss")).isCloseTo(Math.log(5.5), within(1e-15));
      assertThat(gradient)
          .containsExactly(new double[] {1 / 5.5 - 1, 0.25 / 5.5, 1 / 5.5}, within(1e-15));
    }
  }

  private static double[] scored(Loss loss) {
    var targets = new Targets.Classes(new int[] {0}, CLASSES, TARGETS, Optional.empty());
    double[] z = outputs();
    double[] losses = new double[ROWS];
    for (int r = 0; r < ROWS; r++) {
      var score = new RowScore();
      double[] row = java.util.Arrays.copyOfRange(z, r * CLASSES, (r + 1) * CLASSES);
      loss.score(row, targets, r, score);
      losses[r] = score.loss;
    }
    return losses;
  }

  @Test
  void theHostScoresAsTheGraphDoes() throws IOException {
    Map<String, Loss> losses =
        Map.of(
            "softmax", new CrossEntropy(),
            "softmax_less_one", new RoundedCrossEntropy(),
            "softmax_muted", new MutedCrossEntropy(),
            "stablemax", new StableMax(),
            "hinge", new Hinge(),
            "logistic", new Logistic(),
            "smoothed", new SmoothedCrossEntropy(0.1));
    for (var entry : losses.entrySet()) {
      assertThat(scored(entry.getValue()))
          .as(entry.getKey())
          .containsExactly(doubles(golden(entry.getKey()).get("losses")), within(1e-13));
    }
  }
}
