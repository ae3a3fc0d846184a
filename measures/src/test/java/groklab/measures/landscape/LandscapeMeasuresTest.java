package groklab.measures.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.data.SubjectData;
import groklab.lab.measure.function.LossFunction;
import groklab.lab.measure.function.OutputGradient;
import groklab.lab.probe.Probe;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Targets;
import groklab.measures.Subjects;
import groklab.measures.Take;
import groklab.measures.common.TargetClasses;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On a tanh perceptron with 149 weights, against a dense Hessian and by brute force.
class LandscapeMeasuresTest {
  private static final Need LOSS = new Need.LossOfWeights(ExampleSet.TRAIN);

  private static double[][] denseHessian(LossFunction loss) {
    int n = loss.dimension();
    double epsilon = 1e-5;
    double[][] h = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] ahead = new double[n];
      double[] behind = new double[n];
      double[] w = loss.here();
      w[i] += epsilon;
      loss.withGradient(w, ahead);
      w[i] -= 2 * epsilon;
      loss.withGradient(w, behind);
      double[] row = new double[n];
      Arrays.setAll(row, j -> (ahead[j] - behind[j]) / (2 * epsilon));
      h[i] = row;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        h[i][j] = h[j][i] = 0.5 * (h[i][j] + h[j][i]);
      }
    }
    return h;
  }

  @Test
  void curvatureIsThatOfTheDenseHessian() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(LOSS))) {
      LossFunction loss = data.loss(ExampleSet.TRAIN);
      double[][] h = denseHessian(loss);
      var eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(h));
      double[] values = eigen.getEigenvalues();
      Arrays.sort(values);
      double top = values[values.length - 1];
      Probe p =
          Take.probe(
              subject,
              "landscape.hessianTop",
              "landscape.hessianTrace",
              "landscape.gradientCurvature");
      assertThat(p.value("landscape.hessianTop")).isCloseTo(top, within(2e-3 * top));
      assertThat(p.value("landscape.hessianLowest")).isCloseTo(values[0], within(2e-3 * top));
      double error = p.value("landscape.hessianTrace.standardError");
      assertThat(p.value("landscape.hessianTrace"))
          .isCloseTo(Arrays.stream(values).sum(), within(4 * error));
      assertThat(error).isPositive();
      double[] g = new double[h.length];
      loss.withGradient(loss.here(), g);
      double form = 0;
      double squares = 0;
      for (int i = 0; i < g.length; i++) {
        squares += g[i] * g[i];
        for (int j = 0; j < g.length; j++) {
          form += g[i] * h[i][j] * g[j];
        }
      }
      assertThat(p.value("landscape.gradientCurvature")).isCloseTo(form / squares, within(1e-7));
    }
  }

  @Test
  void sharpnessIsAboveTheLossOfEveryCornerThatWasTried() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(LOSS))) {
      LossFunction loss = data.loss(ExampleSet.TRAIN);
      double[] here = loss.here();
      double[] g = new double[here.length];
      double at = loss.withGradient(here, g);
      double[] corner = here.clone();
      for (int i = 0; i < corner.length; i++) {
        double width = LandscapeMeasures.EPSILON * (Math.abs(here[i]) + 1);
        corner[i] += Math.signum(g[i]) * width;
      }
      Probe p = Take.probe(subject, "landscape.sharpness");
      assertThat(p.value("landscape.sharpness.maximum")).isGreaterThanOrEqualTo(loss.at(corner));
      assertThat(p.value("landscape.sharpness"))
          .isCloseTo(100 * (p.value("landscape.sharpness.maximum") - at) / (1 + at), within(1e-10));
      double norm = Math.sqrt(Arrays.stream(g).map(v -> v * v).sum());
      double[] ascended = here.clone();
      Arrays.setAll(ascended, i -> here[i] + LandscapeMeasures.RADIUS * g[i] / norm);
      assertThat(p.value("landscape.sharpness.ascent"))
          .isCloseTo(loss.at(ascended) - at, within(1e-12));
    }
  }

  @Test
  void outputGradientsAreSlopesOfTheOutputs() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    Need outputsNeed = new Need.OutputsOfWeights(ExampleSet.VALIDATION);
    var gradients = new Need.OutputGradients(ExampleSet.VALIDATION, 1000);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(outputsNeed, gradients, new Need.Weights()))) {
      var outputs = data.outputsOfWeights(ExampleSet.VALIDATION);
      OutputGradient gradient = data.outputGradient(ExampleSet.VALIDATION, 1000);
      assertThat(gradient.targets())
          .isEqualTo(TargetClasses.of(subject.data(), subject.data().validationRows()));
      double[] here = gradient.here();
      assertThat(here).isEqualTo(data.weightVector());
      double[] slopes = new double[gradient.dimension()];
      gradient.at(here, 3, 2, slopes);
      for (int i = 0; i < slopes.length; i += 7) {
        double[] w = here.clone();
        w[i] += 1e-5;
        double up = outputs.apply(w).get(3, 2);
        w[i] -= 2e-5;
        assertThat(slopes[i]).isCloseTo((up - outputs.apply(w).get(3, 2)) / 2e-5, within(1e-8));
      }
    }
  }

  @Test
  void theKernelMovesWithTheWeightsAndNotWithTheirScaleAlone() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    try (Session _ = subject.session()) {
      Probe start = Take.probe(subject, "landscape.ntkMovement", "landscape.ntkAlignment");
      assertThat(start.value("landscape.ntkMovement")).isCloseTo(0, within(1e-12));
      assertThat(start.value("landscape.ntkAlignment")).isBetween(0.0, 1.0);
      assertThat(start.value("landscape.ntkNorm")).isPositive();
      Take.edit(subject, "layers.0.W", w -> Take.scaled(w, -3));
      Probe moved = Take.probe(subject, "landscape.ntkMovement");
      assertThat(moved.value("landscape.ntkMovement")).isBetween(1e-3, 2.0);
    }
  }

  /// kumar2023: K = (α²/N)·x·x′·(1 + ε·w̄·(x + x′) + ε²·xᵀMx′) on 64 of the unseen examples, of the
  /// trained weights alone: the copy that is subtracted from the outputs has no part in it.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theKernelOfRealTargetsIsThatOfTheirClosedForm(boolean centred) {
    int d = 3;
    int n = 4;
    double alpha = 1.5;
    double epsilon = 0.25;
    Subject.Model subject =
        Subjects.of(
            """
            [task]
            kind = "single-index"
            inputs = %d
            trainExamples = 2
            validationExamples = 128
            [model]
            kind = "committee"
            neurons = %d
            outputScale = %s
            curvature = %s
            centred = %s
            [training]
            loss = "mean-squared-error"
            precision = "float64"
            """
                .formatted(d, n, alpha, epsilon, centred),
            1);
    double[] all = ((Inputs.Features) subject.data().inputs()).values();
    double[] answers = ((Targets.Reals) subject.data().targets()).values();
    Matrix x = new Matrix(64, d, new double[64 * d]);
    double[] y = new double[64];
    for (int r = 0; r < 64; r++) {
      int example = 2 + 2 * r;
      System.arraycopy(all, example * d, x.values(), r * d, d);
      y[r] = answers[example];
    }
    try (Session session = subject.session()) {
      Take.edit(subject, "neurons.W", w -> Take.scaled(w, 1.3));
      double[] w = new double[d * n];
      session.read(
          Slot.VALUES, subject.network().anatomy().parameter("neurons.W").view().offset(), w);
      Matrix h = x.times(new Matrix(d, n, w));
      Matrix kernel = new Matrix(64, 64, new double[64 * 64]);
      for (int i = 0; i < 64; i++) {
        for (int j = 0; j < 64; j++) {
          double sum = 0;
          for (int k = 0; k < n; k++) {
            sum += (1 + epsilon * h.get(i, k)) * (1 + epsilon * h.get(j, k)) / n;
          }
          double dot = Vectors.dot(x.row(i), x.row(j));
          kernel.values()[i * 64 + j] = alpha * alpha / n * dot * sum;
        }
      }
      Probe p = Take.probe(subject, "landscape.ntkAlignment", "landscape.ntkMovement");
      assertThat(p.value("landscape.ntkAlignment.plain"))
          .isCloseTo(TangentKernel.alignment(kernel, y), within(1e-12));
      assertThat(p.value("landscape.ntkAlignment"))
          .isCloseTo(TangentKernel.centredAlignment(kernel, y), within(1e-12));
      assertThat(p.value("landscape.ntkNorm"))
          .isCloseTo(Math.sqrt(kernel.sumOfSquares()), within(1e-12));
      assertThat(p.value("landscape.ntkMovement")).isBetween(1e-6, 2.0);
      Probe linear = Take.probe(subject, "landscape.linearised");
      assertThat(linear.value("validation.linearised.loss")).isPositive();
      assertThat(linear.values()).doesNotContainKey("validation.linearised.accuracy");
    }
  }

  /// The training set is smaller than a batch, so the sampler sees the loss of all of it.
  @Test
  void theLearningCoefficientIsTheSamplersOnTheWholeTrainingSet() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    int n = subject.data().trainRows().length;
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(LOSS))) {
      LossFunction loss = data.loss(ExampleSet.TRAIN);
      var expected =
          LearningCoefficient.estimate(
              (w, rows, g) -> loss.withGradient(w, g),
              loss.here(),
              n,
              LearningCoefficientMeasure.settings(n, n),
              subject.spec().seed());
      Probe p = Take.probe(subject, "landscape.llc");
      assertThat(p.value("landscape.llc")).isCloseTo(expected.mean(), within(1e-9));
      assertThat(p.value("landscape.llc.standardDeviation"))
          .isCloseTo(expected.standardDeviation(), within(1e-9));
      assertThat(p.value("landscape.llc.nBeta")).isCloseTo(n / Math.log(n), within(1e-12));
      assertThat(p.value("landscape.llc.chainsAboveChance")).isZero();
    }
  }

  @Test
  void minibatchesThatDivideTheTrainingSetAverageToItsLoss() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    Need batches = new Need.BatchLossOfWeights(5);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(LOSS, batches))) {
      LossFunction loss = data.loss(ExampleSet.TRAIN);
      var batch = data.batchLoss(5);
      assertThat(batch.examples()).isEqualTo(15);
      double[] w = batch.here();
      double[] whole = new double[w.length];
      double[] part = new double[w.length];
      double[] mean = new double[w.length];
      double sum = 0;
      for (int b = 0; b < 3; b++) {
        int[] rows = {b, b + 3, b + 6, b + 9, b + 12};
        sum += batch.withGradient(w, rows, part);
        for (int i = 0; i < w.length; i++) {
          mean[i] += part[i] / 3;
        }
      }
      assertThat(sum / 3).isCloseTo(loss.withGradient(w, whole), within(1e-13));
      for (int i = 0; i < w.length; i++) {
        assertThat(mean[i]).isCloseTo(whole[i], within(1e-14));
      }
    }
  }
}
