package groklab.measures.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.Engine;
import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Precision;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Subject;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.model.Network;
import groklab.lab.probe.Probe;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Networks whose parameters are all zero but the output bias, so that the logits are known.
class BehaviourTest {
  private static final String MLP =
      "[task]\ntokens = \"pair\"\n[model]\nkind = \"mlp\"\nwidth = 2\n";

  private static final String TRANSFORMER =
      "[model]\nwidth = 4\nheads = 1\nmlpWidth = 4\nunembedBias = true\n";

  /// Examples of two tokens 0 with the given targets, `scored.length` for each.
  private static Problem data(int classes, int[] scored, int... targets) {
    int n = targets.length / scored.length;
    int[] rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
    }
    return Problem.of(
        new Inputs.Tokens(classes, 2, new int[2 * n]),
        new Targets.Classes(scored, classes, targets),
        rows,
        new int[0]);
  }

  private record Summary(double loss, double accuracy, double brier, double margin) {}

  private static Summary measure(String toml, Problem data, double... logits) {
    RunSpec spec = new SpecReader().parse(toml);
    Network network = spec.model().network(data);
    try (Session session = Engine.open(network.layout(), Precision.FLOAT64, 0, 1)) {
      String bias = toml.equals(TRANSFORMER) ? "unembed.b_U" : "output.b";
      session.write(Slot.VALUES, network.layout().view(bias).offset(), logits);
      var subject = new Subject.Model(spec, data, network, session, true);
      var core = Catalogue.select(List.of("default"), "the test").measures();
      try (var meter = new ProbeMeter(subject, core)) {
        Probe p = meter.take(0);
        return new Summary(
            p.value("train.loss"),
            p.value("train.accuracy"),
            p.value("train.brier"),
            p.value("train.margin"));
      }
    }
  }

  private static final int[] LAST = {1};
  private static final int[] BOTH = {0, 1};

  @Test
  void ordinaryLogits() {
    double[] logits = {1, 2, -1};
    double sum = Math.exp(1) + Math.exp(2) + Math.exp(-1);
    double[] p = {Math.exp(1) / sum, Math.exp(2) / sum, Math.exp(-1) / sum};
    Summary s = measure(MLP, data(3, LAST, 1, 1, 0, 2), logits);
    assertThat(s.accuracy()).isEqualTo(0.5);
    assertThat(s.loss())
        .isCloseTo(-(2 * Math.log(p[1]) + Math.log(p[0]) + Math.log(p[2])) / 4, within(1e-14));
    assertThat(s.margin()).isCloseTo((1 + 1 - 1 - 3) / 4.0, within(1e-14));
    double squares = p[0] * p[0] + p[1] * p[1] + p[2] * p[2];
    double brier = squares + 1 - 2 * (2 * p[1] + p[0] + p[2]) / 4;
    assertThat(s.brier()).isCloseTo(brier, within(1e-14));
  }

  @Test
  void uniformGuessing() {
    Summary s = measure(MLP, data(4, LAST, 0, 1, 2, 3), 7, 7, 7, 7);
    assertThat(s.loss()).isCloseTo(Math.log(4), within(1e-15));
    assertThat(s.brier()).isCloseTo(0.75, within(1e-15));
    assertThat(s.margin()).isZero();
    assertThat(s.accuracy()).as("ties count for the lower class").isEqualTo(0.25);
  }

  /// Where the probability of the target is nearly 1, its logarithm is as exact as a double is.
  @Test
  void aLossFarBelowTheRoundingOfOneIsNotRoundedToZero() {
    Summary s = measure(MLP, data(3, LAST, 1), 0, 50, 0);
    assertThat(s.loss() / (2 * Math.exp(-50))).isCloseTo(1, within(1e-14));
    assertThat(s.brier()).isLessThan(1e-40);
    assertThat(s.margin()).isEqualTo(50);
    assertThat(s.accuracy()).isEqualTo(1);
  }

  @Test
  void confidenceBeyondAllNumbersIsALossOfZeroAndNotBelow() {
    Summary s = measure(MLP, data(3, LAST, 1), -1e300, 1e300, 0);
    assertThat(s.loss()).isZero();
    assertThat(s.brier()).isZero();
    assertThat(s.accuracy()).isEqualTo(1);
  }

  @Test
  void aConfidentWrongAnswerCostsItsMargin() {
    Summary s = measure(MLP, data(3, LAST, 0), -5e5, 5e5, 0);
    assertThat(s.loss()).isEqualTo(1e6);
    assertThat(s.margin()).isEqualTo(-1e6);
    assertThat(s.brier()).isEqualTo(2);
    assertThat(s.accuracy()).isZero();
  }

  @Test
  void aDivergedNetworkHasNoLoss() {
    assertThat(measure(MLP, data(3, LAST, 1), 0, Double.NaN, 0).loss()).isNaN();
    assertThat(measure(MLP, data(3, LAST, 1), Double.NaN, 0, 0).loss()).isNaN();
    assertThat(measure(MLP, data(3, LAST, 1), Double.POSITIVE_INFINITY, 0, 0).loss()).isNaN();
  }

  @Test
  void anExampleIsRightWhenAllItsScoredPositionsAre() {
    Problem data = data(3, BOTH, 1, 1, 1, 0, 0, 1, 2, 2);
    Summary s = measure(TRANSFORMER, data, 0, 1, 0);
    assertThat(s.accuracy()).isEqualTo(0.25);
    double right = Math.log1p(2 * Math.exp(-1));
    assertThat(s.loss())
        .as("over positions")
        .isCloseTo((4 * right + 4 * (right + 1)) / 8, within(1e-14));
    assertThat(s.margin()).isCloseTo(0, within(1e-15));
  }

  @Test
  void squaredErrorIsAMeanOverClassesAndTheBrierScoreASum() {
    Summary s =
        measure(
            MLP + "[training]\nloss = \"mean-squared-error\"\n", data(2, LAST, 0, 1), 0.75, 0.5);
    double first = 0.25 * 0.25 + 0.5 * 0.5;
    double second = 0.75 * 0.75 + 0.5 * 0.5;
    assertThat(s.loss()).isEqualTo((first + second) / 4);
    assertThat(s.brier()).isEqualTo((first + second) / 2);
    assertThat(s.accuracy()).isEqualTo(0.5);
  }
}
