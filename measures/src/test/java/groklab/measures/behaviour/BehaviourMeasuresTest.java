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
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.measures.Subjects;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Networks whose outputs are the output bias alone, so that every example gets the same answer.
class BehaviourMeasuresTest {
  private static final String MLP =
      "[task]\ntokens = \"pair\"\n[model]\nkind = \"mlp\"\nwidth = 2\n";

  private static Probe measure(String toml, List<String> names, int[] targets, double... logits) {
    int[] rows = new int[targets.length];
    Arrays.setAll(rows, i -> i);
    int classes = logits.length;
    var data =
        Problem.of(
            new Inputs.Tokens(classes, 2, new int[2 * rows.length]),
            new Targets.Classes(new int[] {1}, classes, targets),
            rows,
            new int[0]);
    RunSpec spec = new SpecReader().parse(toml);
    Network network = spec.model().network(data);
    try (Session session = Engine.open(network.layout(), Precision.FLOAT64, 0, 1)) {
      int bias = network.layout().view("output.b").offset();
      session.write(Slot.VALUES, bias, logits);
      var subject = new Subject.Model(spec, data, network, session, true);
      try (var meter = new ProbeMeter(subject, Catalogue.select(names, "test").measures())) {
        return meter.take(0);
      }
    }
  }

  /// Confidence 0.7 everywhere, so one bin: the error is |share of right answers − 0.7|.
  @Test
  void calibrationIsTheDistanceOfConfidenceFromAccuracy() {
    double[] logits = {Math.log(0.7), Math.log(0.2), Math.log(0.1)};
    List<String> names = List.of("calibration", "probability");
    Probe p = measure(MLP, names, new int[] {0, 0, 1, 2}, logits);
    assertThat(p.value("train.calibration")).isCloseTo(0.2, within(1e-14));
    assertThat(p.value("train.probability")).isCloseTo((0.7 + 0.7 + 0.2 + 0.1) / 4, within(1e-14));
    Probe sure = measure(MLP, names, new int[] {1, 1}, 100, 0, 0);
    assertThat(sure.value("train.calibration")).isCloseTo(1, within(1e-14));
  }

  @Test
  void binsOfConfidenceAreClosedAbove() {
    assertThat(Calibration.bin(1)).isEqualTo(14);
    assertThat(Calibration.bin(1 / 15.0)).isZero();
    assertThat(Calibration.bin(Math.nextUp(1 / 15.0))).isEqualTo(1);
    assertThat(Calibration.bin(1e-300)).isZero();
  }

  @Test
  void aDivergedNetworkHasNoCalibration() {
    assertThat(
            measure(MLP, List.of("calibration"), new int[] {0}, Double.NaN, 0)
                .value("train.calibration"))
        .isNaN();
  }

  @Test
  void theWorstClassIsNamedAndAbsentClassesDoNotCount() {
    Probe p = measure(MLP, List.of("classAccuracy"), new int[] {1, 1, 3, 2, 1}, 0, 5, 0, 0, 0);
    assertThat(p.value("train.classAccuracy.lowest")).isZero();
    assertThat(p.value("train.classAccuracy.lowestClass")).isEqualTo(2);
    Probe all = measure(MLP, List.of("classAccuracy"), new int[] {1, 1}, 0, 5, 0);
    assertThat(all.value("train.classAccuracy.lowest")).isEqualTo(1);
    assertThat(all.value("train.classAccuracy.lowestClass")).isEqualTo(1);
  }

  /// The two cells divide the validation set, so their accuracies average to its accuracy.
  @Test
  void theSwappedCellsDivideTheValidationSet() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (Session _ = subject.session();
        var meter =
            new ProbeMeter(
                subject, Catalogue.select(List.of("accuracy", "swappedCells"), "t").measures())) {
      Probe p = meter.take(0);
      var pairs = subject.data().facet(Pairs.class).orElseThrow();
      double right =
          p.value("validation.accuracy.swappedSeen") * pairs.swappedSeen().length
              + p.value("validation.accuracy.swappedUnseen") * pairs.swappedUnseen().length;
      assertThat(right)
          .isCloseTo(
              p.value("validation.accuracy") * subject.data().validationRows().length,
              within(1e-9));
    }
  }

  @Test
  void whatNeedsProbabilitiesOrPairsSaysSoWhereThereAreNone() {
    Subject.Model subject = Subjects.of(MLP + "[training]\nloss = \"mean-squared-error\"\n", 1);
    var behaviour = Catalogue.select(List.of("behaviour"), "the test").measures();
    try (Session _ = subject.session();
        var meter = new ProbeMeter(subject, behaviour)) {
      assertThat(meter.notApplicable())
          .containsOnlyKeys("probability", "calibration", "strategyDistance")
          .containsEntry(
              "calibration", "outputs that are trained by mean-squared-error are no probabilities");
    }
    Subject.Model hinge = Subjects.of(MLP + "[training]\nloss = \"hinge\"\n", 1);
    try (Session _ = hinge.session();
        var meter = new ProbeMeter(hinge, behaviour)) {
      assertThat(meter.notApplicable())
          .containsEntry("brier", "outputs that are trained by hinge stand for no probabilities");
      assertThat(meter.take(0).values().values()).noneMatch(value -> value.isNaN());
    }
    Subject.Model whole = Subjects.of("[task]\nmodulus = 5\ntrainFraction = 1.0\n", 1);
    try (Session _ = whole.session();
        var meter = new ProbeMeter(whole, Catalogue.all())) {
      assertThat(meter.notApplicable())
          .containsEntry("swappedCells", "there are no validation examples");
    }
  }
}
