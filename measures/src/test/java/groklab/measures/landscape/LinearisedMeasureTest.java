package groklab.measures.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.exec.Session;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.data.SubjectData;
import groklab.lab.measure.function.OutputGradient;
import groklab.lab.probe.Probe;
import groklab.lab.problem.ExampleSet;
import groklab.measures.Subjects;
import groklab.measures.Take;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// arXiv 2310.06110's linearised model, against the Jacobian written out and where its values are
/// known.
class LinearisedMeasureTest {
  private static final String NAME = "landscape.linearised";
  private static final String SQUARED = Subjects.PERCEPTRON + "loss = \"mean-squared-error\"\n";

  /// Adds `size` times a normal random number to every weight.
  private static void move(Subject.Model subject, double size) {
    var random = new Random(5);
    for (Subject.Weight w : subject.weights()) {
      Take.edit(
          subject,
          w.name(),
          values -> {
            for (int i = 0; i < values.length; i++) {
              values[i] += size * random.nextGaussian();
            }
            return values;
          });
    }
  }

  private static double squares(Matrix a, Matrix b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      double d = a.values()[i] - b.values()[i];
      sum += d * d;
    }
    return sum;
  }

  /// One gradient of one output after another, by the plan that the tangent kernel is made with.
  @Test
  void outputsAreTheInitialOnesAndTheJacobianTimesTheMovement() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    var set = ExampleSet.VALIDATION;
    var gradients = new Need.OutputGradients(set, 1000);
    try (Session _ = subject.session();
        var data =
            new SubjectData(
                subject, List.of(new Need.OutputsOfWeights(set), gradients, new Need.Weights()))) {
      var outputs = data.outputsOfWeights(set);
      OutputGradient gradient = data.outputGradient(set, 1000);
      double[] start = gradient.here();
      Matrix initial = outputs.apply(start);
      move(subject, 0.3);
      double[] moved = gradient.here();
      Matrix now = outputs.apply(moved);
      Matrix linear = new Matrix(initial.rows(), initial.cols(), initial.values().clone());
      double[] slopes = new double[start.length];
      for (int r = 0; r < linear.rows(); r++) {
        for (int c = 0; c < linear.cols(); c++) {
          gradient.at(start, r, c, slopes);
          for (int i = 0; i < slopes.length; i++) {
            linear.values()[r * linear.cols() + c] += slopes[i] * (moved[i] - start[i]);
          }
        }
      }
      Probe p = Take.probe(subject, NAME);
      int[] targets = gradient.targets();
      double loss = 0;
      int right = 0;
      for (int r = 0; r < targets.length; r++) {
        double[] z = linear.row(r);
        double sum = 0;
        boolean top = true;
        for (double other : z) {
          sum += Math.exp(other - z[targets[r]]);
          top &= other <= z[targets[r]];
        }
        loss += Math.log(sum) / targets.length;
        right += top ? 1 : 0;
      }
      assertThat(p.value("validation.linearised.loss")).isCloseTo(loss, within(1e-12));
      assertThat(p.value("validation.linearised.accuracy"))
          .isEqualTo(right / (double) targets.length);
      double gap = Math.sqrt(squares(now, linear) / squares(now, initial));
      assertThat(gap).isGreaterThan(0.05);
      assertThat(p.value("validation.linearised.gap")).isCloseTo(gap, within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Subjects.TRANSFORMER, Subjects.PERCEPTRON})
  void itIsTheNetworkAtTheStart(String toml) {
    Subject.Model subject = Subjects.of(toml, 1);
    try (Session _ = subject.session()) {
      Probe p = Take.probe(subject, NAME, "loss", "accuracy");
      for (String set : List.of("train", "validation")) {
        assertThat(p.value(set + ".linearised.loss"))
            .isCloseTo(p.value(set + ".loss"), within(1e-6));
        assertThat(p.value(set + ".linearised.accuracy")).isEqualTo(p.value(set + ".accuracy"));
        assertThat(p.value(set + ".linearised.gap")).isNaN();
      }
    }
  }

  @Test
  void lossesOfSquaredErrorsAreThose() {
    Subject.Model subject = Subjects.of(SQUARED, 1);
    try (Session _ = subject.session()) {
      Probe p = Take.probe(subject, NAME, "loss");
      assertThat(p.value("train.linearised.loss")).isCloseTo(p.value("train.loss"), within(1e-14));
    }
  }

  /// Outputs are a linear function of the last matrix, whatever is below it.
  @Test
  void aNetworkIsItsLinearisationWhileOnlyTheLastMatrixMoves() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (Session _ = subject.session()) {
      Take.edit(subject, "unembed.W_U", w -> Take.scaled(w, -2));
      Probe p = Take.probe(subject, NAME, "loss", "accuracy");
      assertThat(p.value("train.linearised.gap")).isLessThan(1e-13);
      assertThat(p.value("train.linearised.loss")).isCloseTo(p.value("train.loss"), within(1e-6));
      assertThat(p.value("validation.linearised.accuracy"))
          .isEqualTo(p.value("validation.accuracy"));
    }
  }

  /// What is missed is of second order, what changes of first: half the way, half the gap.
  @Test
  void theGapVanishesInProportionToTheMovement() {
    double[] gaps = new double[2];
    for (int i = 0; i < 2; i++) {
      Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
      try (Session _ = subject.session()) {
        move(subject, 1e-4 / (i + 1));
        gaps[i] = Take.probe(subject, NAME).value("train.linearised.gap");
      }
    }
    assertThat(gaps[0]).isBetween(1e-6, 1e-2);
    assertThat(gaps[1] / gaps[0]).isCloseTo(0.5, within(1e-3));
  }
}
