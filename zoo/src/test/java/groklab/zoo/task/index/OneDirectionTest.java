package groklab.zoo.task.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.kind.SpecException;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;
import groklab.lab.spec.SpecReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tasks whose answer depends on one direction of the input.
class OneDirectionTest {
  private static Problem problem(String task, String... keys) {
    String model = task.equals("sign-majority") ? "diagonal-linear" : "linear";
    String loss = task.equals("sign-majority") ? "cross-entropy" : "mean-squared-error";
    return new SpecReader()
        .parse(
            "task.kind = \"%s\"\nmodel.kind = \"%s\"\ntraining.loss = \"%s\"\n"
                .formatted(task, model, loss),
            List.of(keys))
        .problem();
  }

  private static double[] inputs(Problem problem) {
    return ((Inputs.Features) problem.inputs()).values();
  }

  private static double[] answers(Problem problem) {
    return ((Targets.Reals) problem.targets()).values();
  }

  private static int[] classes(Problem problem) {
    return ((Targets.Classes) problem.targets()).ids();
  }

  private static double meanSquare(double[] values) {
    return Arrays.stream(values).map(v -> v * v).average().orElseThrow();
  }

  /// Answers have a mean square of 1/2.
  @Test
  void aLinearTeacherIsOneMapForTrainingAndUnseenExamples() {
    Problem data = problem("linear-teacher", "task.inputs=1", "task.trainExamples=3", "seed=4");
    double[] x = inputs(data);
    double[] y = answers(data);
    for (int e = 1; e < y.length; e++) {
      assertThat(y[e] / x[e]).isCloseTo(y[0] / x[0], within(1e-12));
    }
    Problem many = problem("linear-teacher", "task.inputs=400", "task.trainExamples=500");
    assertThat(meanSquare(inputs(many))).isCloseTo(1, within(0.02));
    assertThat(meanSquare(answers(many))).isCloseTo(0.5, within(0.1));
  }

  @Test
  void rightIsASquaredErrorBelowTheTolerance() {
    Problem data = problem("linear-teacher", "task.inputs=3", "task.tolerance=0.01");
    var score = new RowScore();
    data.scoring().score(new double[] {answers(data)[0] + 0.099}, data.targets(), 0, score);
    assertThat(score.right).isTrue();
    data.scoring().score(new double[] {answers(data)[0] - 0.101}, data.targets(), 0, score);
    assertThat(score.right).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 6"})
  void anIndexIsAPowerOfOneDirectionOverItsFactorial(int degree, double factorial) {
    Problem straight = problem("single-index", "task.inputs=7", "task.degree=1");
    Problem bent = problem("single-index", "task.inputs=7", "task.degree=" + degree);
    assertThat(inputs(bent)).isEqualTo(inputs(straight));
    for (int e = 0; e < 50; e++) {
      assertThat(answers(bent)[e])
          .isCloseTo(StrictMath.pow(answers(straight)[e], degree) / factorial, within(1e-12));
    }
  }

  /// x ~ N(0, I/D), so that an example has length 1.
  @Test
  void examplesOfAnIndexHaveUnitLength() {
    Problem data = problem("single-index", "task.inputs=50");
    assertThat(50 * meanSquare(inputs(data))).isCloseTo(1, within(0.02));
  }

  @ParameterizedTest
  @CsvSource({"9, 3, 1", "9, 9, 5", "21, 21, 21"})
  void theClassLeadsAmongTheRelevantSignsAndNoOtherSignKnowsIt(int signs, int relevant, int lead) {
    Problem data =
        problem(
            "sign-majority",
            "task.signs=" + signs,
            "task.relevant=" + relevant,
            "task.lead=" + lead,
            "task.trainExamples=2000");
    double[] x = inputs(data);
    double[] agree = new double[signs];
    int ones = 0;
    for (int e = 0; e < 2000; e++) {
      int side = 2 * classes(data)[e] - 1;
      ones += classes(data)[e];
      int sum = 0;
      for (int i = 0; i < signs; i++) {
        assertThat(Math.abs(x[e * signs + i])).isEqualTo(1);
        agree[i] += side * x[e * signs + i] / 2000;
        sum += i < relevant ? (int) x[e * signs + i] : 0;
      }
      assertThat(side * sum).isGreaterThanOrEqualTo(lead);
    }
    assertThat(ones / 2000.0).isCloseTo(0.5, within(0.05));
    double expected = meanLead(relevant, lead) / relevant;
    for (int i = 0; i < signs; i++) {
      assertThat(agree[i]).isCloseTo(i < relevant ? expected : 0, within(0.09));
    }
  }

  /// E[Σ x_i | Σ x_i ≥ lead], by all 2^k sign vectors.
  private static double meanLead(int relevant, int lead) {
    double sum = 0;
    int count = 0;
    for (int bits = 0; bits < 1 << relevant; bits++) {
      int ahead = 2 * Integer.bitCount(bits) - relevant;
      if (ahead >= lead) {
        sum += ahead;
        count++;
      }
    }
    return sum / count;
  }

  @Test
  void everythingFollowsTheSeed() {
    for (String task : List.of("linear-teacher", "single-index", "sign-majority")) {
      assertThat(inputs(problem(task, "seed=1"))).isEqualTo(inputs(problem(task, "seed=1")));
      assertThat(inputs(problem(task, "seed=1"))).isNotEqualTo(inputs(problem(task, "seed=2")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sign-majority; task.relevant=4; task.relevant is 4; expected an odd number",
        "sign-majority; task.relevant=501; task.relevant is 501; expected an odd number",
        "sign-majority; task.lead=5; task.lead is 5; expected an odd number from 1 to",
        "single-index; task.degree=0; task.degree is 0",
        "linear-teacher; task.tolerance=0.0; task.tolerance is 0",
        "linear-teacher; task.trainExamples=0; task.trainExamples is 0"
      })
  void whatIsNoTaskIsRefused(String task, String key, String sentence) {
    assertThatThrownBy(() -> problem(task, key))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(sentence)
        .hasMessageContaining("expected");
  }
}
