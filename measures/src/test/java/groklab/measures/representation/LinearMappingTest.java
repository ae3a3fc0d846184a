package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.exec.Session;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Subject;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.probe.Probe;
import groklab.lab.problem.Problem;
import groklab.measures.Subjects;
import groklab.measures.Take;
import org.junit.jupiter.api.Test;

class LinearMappingTest {
  private static final String NAME = "representation.linearMappingNumber";
  private static final String DEEP =
      Subjects.PERCEPTRON.replace("width = 9", "width = 6\nhiddenLayers = 2");

  /// Outputs on the way from one example to another, correlated with the way by hand.
  @Test
  void theNumberIsThatOfTheLayersBehindTheFirst() {
    Subject.Model subject = Subjects.of(DEEP, 1);
    try (Session _ = subject.session()) {
      // steep, so that the ways are far from straight
      Take.edit(subject, "layers.1.W", w -> Take.scaled(w, 20));
      int[] examples = subject.data().trainRows();
      int n = examples.length;
      double[] l = new double[n * n];
      double sum = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          l[i * n + j] = i == j ? 1 : linearity(subject, examples[i], examples[j]);
          sum += i == j ? 0 : l[i * n + j];
        }
      }
      Probe p = Take.probe(subject, NAME);
      double mean = sum / (n * (n - 1));
      assertThat(mean).isBetween(0.3, 0.95);
      assertThat(p.value(NAME + ".linearity")).isCloseTo(mean, within(1e-10));
      double expected = LinearMappingNumber.of(new Matrix(n, n, l));
      assertThat(p.value(NAME)).isCloseTo(expected, within(1e-8));
    }
  }

  private static double linearity(Subject.Model subject, int i, int j) {
    double[] a = firstLayer(subject, i);
    double[] b = firstLayer(subject, j);
    int classes = subject.data().targets().width();
    double[][] outputs = new double[21][];
    for (int k = 0; k <= 20; k++) {
      double[] h = new double[a.length];
      for (int c = 0; c < h.length; c++) {
        h[c] = (1 - k / 20.0) * a[c] + k / 20.0 * b[c];
      }
      outputs[k] = layer(subject, "output", tanh(layer(subject, "layers.1", h)));
    }
    double total = 0;
    for (int c = 0; c < classes; c++) {
      double mean = 0;
      for (double[] o : outputs) {
        mean += o[c] / 21;
      }
      double xy = 0;
      double xx = 0;
      double yy = 0;
      for (int k = 0; k <= 20; k++) {
        double x = k / 20.0 - 0.5;
        double y = outputs[k][c] - mean;
        xy += x * y;
        xx += x * x;
        yy += y * y;
      }
      total += xy * xy / (xx * yy) / classes;
    }
    return total;
  }

  private static double[] firstLayer(Subject.Model subject, int example) {
    Problem data = subject.data();
    double[] oneHot = new double[data.inputs().length() * data.tokens("a test").vocabulary()];
    for (int t = 0; t < data.inputs().length(); t++) {
      oneHot[
              t * data.tokens("a test").vocabulary()
                  + data.tokens("a test").ids()[example * data.inputs().length() + t]] =
          1;
    }
    return tanh(layer(subject, "layers.0", oneHot));
  }

  private static double[] layer(Subject.Model subject, String name, double[] x) {
    double[] w = Take.weights(subject, name + ".W");
    double[] out = Take.weights(subject, name + ".b");
    for (int r = 0; r < x.length; r++) {
      for (int c = 0; c < out.length; c++) {
        out[c] += x[r] * w[r * out.length + c];
      }
    }
    return out;
  }

  private static double[] tanh(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = StrictMath.tanh(x[i]);
    }
    return x;
  }

  /// Without what the MLP writes, a transformer without norms is linear behind its attention.
  @Test
  void aLinearRestHasTheNumberOne() {
    Subject.Model subject =
        Subjects.of(Subjects.TRANSFORMER + "[training]\nprecision = \"float64\"\n", 1);
    try (Session _ = subject.session()) {
      Probe before = Take.probe(subject, NAME);
      assertThat(before.value(NAME)).isGreaterThan(1.0001);
      Take.edit(subject, "blocks.0.mlp.W_out", w -> new double[w.length]);
      Probe p = Take.probe(subject, NAME);
      assertThat(p.value(NAME)).isCloseTo(1, within(1e-6));
      assertThat(p.value(NAME + ".linearity")).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void oneHiddenLayerHasNothingToTell() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    try (Session _ = subject.session()) {
      assertThat(ProbeMeter.obstacle(LinearMapping.MEASURE, subject))
          .contains(
              "what follows the only hidden layer is linear, so the number is 1 whatever was"
                  + " learned");
    }
  }

  @Test
  void weightsThatAreNotFiniteHaveNone() {
    Subject.Model subject = Subjects.of(DEEP, 1);
    try (Session _ = subject.session()) {
      Take.edit(subject, "output.b", w -> Take.scaled(w, Double.NaN));
      assertThat(Take.probe(subject, NAME).value(NAME)).isNaN();
    }
  }
}
