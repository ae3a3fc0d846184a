package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.exec.Session;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Subject;
import groklab.lab.probe.Probe;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Problem;
import groklab.measures.Subjects;
import groklab.measures.Take;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalComplexityMeasureTest {
  private static final String NAME = "representation.localComplexity";

  /// The first layer's neurons are linear in the input: each is asked at each vertex, by hand.
  @ParameterizedTest
  @CsvSource({"onehot, 5e-2, 0.05", "onehot, 5e-1, 0.5", "embedding, 5e-1, 0.5"})
  void signsOfPerceptronsAreCountedAroundTheirInputs(String input, String label, double radius) {
    String toml =
        Subjects.PERCEPTRON.replace(
            "width = 9",
            input.equals("onehot")
                ? "width = 9"
                : "width = 9\ninput = \"embedding\"\nembeddingWidth = 4");
    Subject.Model subject = Subjects.of(toml, 1);
    try (Session _ = subject.session()) {
      Problem data = subject.data();
      int width = input.equals("onehot") ? data.tokens("a test").vocabulary() : 4;
      double[] w = Take.weights(subject, "layers.0.W");
      double[] b = Take.weights(subject, "layers.0.b");
      double[] embedding =
          input.equals("onehot") ? identity(width) : Take.weights(subject, "embed.W_E");
      Matrix v = LocalComplexity.directions(2 * width, 2 * width, 0);
      Probe p = Take.probe(subject, NAME);
      for (ExampleSet set : new ExampleSet[] {ExampleSet.TRAIN, ExampleSet.VALIDATION}) {
        int[] rows = data.rows(set);
        int changes = 0;
        for (int example : rows) {
          double[] x = new double[2 * width];
          for (int i = 0; i < x.length; i++) {
            int token = data.tokens("a test").ids()[example * 2 + i / width];
            x[i] = embedding[token * width + i % width];
          }
          for (int neuron = 0; neuron < b.length; neuron++) {
            changes += isCut(x, v, radius, w, b, neuron) ? 1 : 0;
          }
        }
        assertThat(changes).isBetween(1, rows.length * b.length - 1);
        assertThat(p.value("%s.%s.%s".formatted(NAME, set.label(), label)))
            .isEqualTo((double) changes / rows.length);
      }
    }
  }

  private static double[] identity(int n) {
    double[] out = new double[n * n];
    for (int i = 0; i < n; i++) {
      out[i * n + i] = 1;
    }
    return out;
  }

  private static boolean isCut(
      double[] x, Matrix v, double radius, double[] w, double[] b, int neuron) {
    boolean above = false;
    boolean below = false;
    for (int p = 0; p < v.rows(); p++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        double pre = b[neuron];
        for (int i = 0; i < x.length; i++) {
          pre += (x[i] + sign * radius * v.get(p, i)) * w[i * b.length + neuron];
        }
        above |= pre > 0;
        below |= pre < 0;
      }
    }
    return above && below;
  }

  /// Without attention only the last position's embedding reaches a transformer's neurons. Its
  /// token is the same in all examples, so they all count the same.
  @Test
  void aTransformersInputIsAllEmbeddingVectorsOfAnExample() {
    Subject.Model subject =
        Subjects.of(Subjects.TRANSFORMER + "[training]\nprecision = \"float64\"\n", 1);
    try (Session _ = subject.session()) {
      Take.edit(subject, "blocks.0.attn.W_V", w -> new double[w.length]);
      int d = 8;
      double[] w = Take.weights(subject, "blocks.0.mlp.W_in");
      double[] b = Take.weights(subject, "blocks.0.mlp.b_in");
      double[] tokens = Take.weights(subject, "embed.W_E");
      double[] positions = Take.weights(subject, "pos_embed.W_pos");
      double[] x = new double[d];
      for (int i = 0; i < d; i++) {
        x[i] = tokens[tokens.length - d + i] + positions[2 * d + i];
      }
      Matrix all = LocalComplexity.directions(3 * d, 3 * d, 0);
      double[] last = new double[3 * d * d];
      for (int p = 0; p < 3 * d; p++) {
        System.arraycopy(all.values(), p * 3 * d + 2 * d, last, p * d, d);
      }
      int changes = 0;
      for (int neuron = 0; neuron < b.length; neuron++) {
        changes += isCut(x, new Matrix(3 * d, d, last), 0.5, w, b, neuron) ? 1 : 0;
      }
      Probe p = Take.probe(subject, NAME);
      assertThat(changes).isBetween(1, b.length - 1);
      assertThat(p.value(NAME + ".train.5e-1")).isEqualTo(changes);
      assertThat(p.value(NAME + ".validation.5e-1")).isEqualTo(changes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Subjects.TRANSFORMER, Subjects.WIDE})
  void neuronsThatAreAlwaysOnAreNotCounted(String toml) {
    Subject.Model subject = Subjects.of(toml, 1);
    try (Session _ = subject.session()) {
      Take.edit(
          subject,
          "blocks.0.mlp.b_in",
          b -> {
            Arrays.fill(b, 100);
            return b;
          });
      Probe p = Take.probe(subject, NAME);
      assertThat(p.value(NAME + ".train.5e-1")).isZero();
      assertThat(p.value(NAME + ".validation.5e-2")).isZero();
    }
  }
}
