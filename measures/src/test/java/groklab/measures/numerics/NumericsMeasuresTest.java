package groklab.measures.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.exec.Session;
import groklab.engine.kernel.LossPrecision;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.data.SubjectData;
import groklab.lab.probe.Probe;
import groklab.lab.problem.ExampleSet;
import groklab.measures.Subjects;
import groklab.measures.Take;
import groklab.measures.common.TargetClasses;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumericsMeasuresTest {
  private static final String FLOAT32_LOSS = Subjects.PERCEPTRON + "lossPrecision = \"float32\"\n";

  /// Outputs times a thousand lead by more than 16.6, so every softmax is exactly 1.
  @Test
  void hugeOutputsCollapseInTheLosssPrecision() {
    Subject.Model subject = Subjects.of(FLOAT32_LOSS, 1);
    try (Session _ = subject.session()) {
      Probe before = Take.probe(subject, "numerics.softmaxCollapseShare");
      assertThat(before.value("numerics.softmaxCollapseShare")).isZero();
      assertThat(before.value("numerics.zeroGradientShare")).isZero();
      assertThat(before.value("numerics.gradientImbalance")).isCloseTo(0, within(1e-6));
      Take.edit(subject, "output.W", w -> Take.scaled(w, 1e5));
      Probe after = Take.probe(subject, "numerics.softmaxCollapseShare", "accuracy");
      assertThat(after.value("numerics.softmaxCollapseShare")).isEqualTo(1);
      assertThat(after.value("numerics.zeroLossShare")).isEqualTo(after.value("train.accuracy"));
      assertThat(after.value("numerics.zeroGradientShare"))
          .isEqualTo(after.value("train.accuracy"));
    }
  }

  @Test
  void theSharesAreThoseOfTheTrainingOutputs() {
    Subject.Model subject = Subjects.of(FLOAT32_LOSS, 1);
    Need need = new Need.Outputs(ExampleSet.TRAIN);
    try (Session _ = subject.session()) {
      Take.edit(subject, "output.W", w -> Take.scaled(w, 150));
      try (var data = new SubjectData(subject, List.of(need))) {
        var expected =
            SoftmaxCollapse.of(
                data.outputs(ExampleSet.TRAIN),
                TargetClasses.of(subject.data(), subject.data().trainRows()),
                NumericsMeasures.format(LossPrecision.FLOAT32));
        Probe p = Take.probe(subject, "numerics.softmaxCollapseShare");
        assertThat(expected.collapsed()).isStrictlyBetween(0.0, 1.0);
        assertThat(p.value("numerics.softmaxCollapseShare")).isEqualTo(expected.collapsed());
        assertThat(p.value("numerics.gradientImbalance")).isEqualTo(expected.imbalance());
      }
    }
  }

  /// d/dc L(c·w) at c = 1 is ⟨∇L, w⟩ = −cos(−∇L, w)·‖∇L‖·‖w‖.
  @Test
  void theCosineTellsWhatScalingTheWeightsDoesToTheLoss() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    try (Session _ = subject.session()) {
      Probe p = Take.probe(subject, "numerics.nlmCosine", "gradient.l2", "weights.l2");
      double slope =
          -p.value("numerics.nlmCosine") * p.value("gradient.l2") * p.value("weights.l2");
      double epsilon = 1e-5;
      double up = lossScaled(subject, 1 + epsilon);
      double down = lossScaled(subject, (1 - epsilon) / (1 + epsilon));
      assertThat(slope).isCloseTo((up - down) / (2 * epsilon), within(1e-8));
      assertThat(p.value("numerics.nlmCosine.output.W")).isBetween(-1.0, 1.0);
    }
  }

  private static double lossScaled(Subject.Model subject, double factor) {
    for (Subject.Weight w : subject.weights()) {
      Take.edit(subject, w.name(), v -> Take.scaled(v, factor));
    }
    return Take.probe(subject, "loss").value("train.loss");
  }

  /// Tokens that no training example has leave zeros in the gradient; the rest of a float64 step is
  /// felt.
  @Test
  void stepsOfZeroAreAbsorbed() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    try (Session _ = subject.session()) {
      Probe p = Take.probe(subject, "numerics.absorbedShare");
      assertThat(p.value("numerics.zeroEntryShare")).isEqualTo(p.value("numerics.absorbedShare"));
      Take.edit(subject, "output.W", w -> Take.scaled(w, 1e30));
      assertThat(Take.probe(subject, "numerics.absorbedShare").value("numerics.absorbedShare"))
          .as("45 of 149 weights are too large to be moved")
          .isGreaterThan(0.3);
    }
  }
}
