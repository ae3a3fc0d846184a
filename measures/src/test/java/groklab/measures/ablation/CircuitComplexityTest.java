package groklab.measures.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.exec.Session;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.data.SubjectData;
import groklab.lab.probe.Probe;
import groklab.lab.problem.ExampleSet;
import groklab.measures.Subjects;
import groklab.measures.Take;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitComplexityTest {
  @Test
  void circuitComplexityIsTheDivergenceAfterWritingTheZeros() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    Need need = new Need.Outputs(ExampleSet.TRAIN);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(need));
        var later = new SubjectData(subject, List.of(need))) {
      Probe p = Take.probe(subject, "circuit.complexity");
      Matrix whole = data.outputs(ExampleSet.TRAIN);
      Subject.Weight output =
          subject.weights().stream()
              .filter(w -> w.name().equals("output.W"))
              .findFirst()
              .orElseThrow();
      int[] masked = CircuitComplexity.masked(subject, output);
      assertThat(masked).hasSize((int) Math.round(0.1 * output.size()));
      Take.edit(
          subject,
          "output.W",
          w -> {
            Arrays.stream(masked).forEach(i -> w[i] = 0);
            return w;
          });
      double sum = 0;
      Matrix damaged = later.outputs(ExampleSet.TRAIN);
      for (int r = 0; r < whole.rows(); r++) {
        double[] was = softmax(whole.row(r));
        double[] is = softmax(damaged.row(r));
        for (int c = 0; c < was.length; c++) {
          sum += was[c] * Math.log(was[c] / is[c]);
        }
      }
      assertThat(sum).isPositive();
      assertThat(p.value("circuit.complexity.output.W")).isCloseTo(sum, within(1e-12));
      assertThat(p.value("circuit.complexity"))
          .isCloseTo(0.5 * (sum + p.value("circuit.complexity.layers.0.W")), within(1e-12));
    }
  }

  private static double[] softmax(double[] z) {
    double sum = Arrays.stream(z).map(Math::exp).sum();
    return Arrays.stream(z).map(v -> Math.exp(v) / sum).toArray();
  }
}
