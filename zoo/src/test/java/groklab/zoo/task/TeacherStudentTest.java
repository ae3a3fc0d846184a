package groklab.zoo.task;

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

class TeacherStudentTest {

  private static Problem problem(String... keys) {
    return new SpecReader()
        .parse(
            """
            task.kind = "teacher-student"
            model.kind = "mlp"
            training.loss = "mean-squared-error"
            """,
            List.of(keys))
        .problem();
  }

  private static double[] answers(Problem problem) {
    return ((Targets.Reals) problem.targets()).values();
  }

  @Test
  void aHundredExamplesAreTrainedOnAndAHundredOthersLookedAt() {
    Problem data = problem();
    assertThat(data.trainRows()).hasSize(100).doesNotContain(data.validationRows());
    assertThat(data.validationRows()).hasSize(100);
    double[] x = ((Inputs.Features) data.inputs()).values();
    assertThat(x).hasSize(1_000);
    assertThat(Arrays.stream(x).map(each -> each * each).average().orElseThrow())
        .isCloseTo(1, within(0.15));
    assertThat(answers(data)).hasSize(1_000);
  }

  @Test
  void teacherAndInputsFollowTheSeed() {
    assertThat(answers(problem("seed=1"))).isEqualTo(answers(problem("seed=1")));
    assertThat(answers(problem("seed=1"))).isNotEqualTo(answers(problem("seed=2")));
  }

  /// 1 -> 1 -> 1 -> 1 with weights and biases below 1: no answer is beyond 2, nor a straight line.
  @Test
  void aTeacherOfWidthOneIsThreeMapsWithTanhBetween() {
    Problem data = problem("task.inputs=1", "task.outputs=1", "task.teacherWidth=1");
    assertThat(Arrays.stream(answers(data))).allMatch(y -> Math.abs(y) < 2);
    double[] x = ((Inputs.Features) data.inputs()).values();
    double[] slopes = new double[10];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = (answers(data)[i + 1] - answers(data)[0]) / (x[i + 1] - x[0]);
    }
    assertThat(Arrays.stream(slopes).distinct().count()).isGreaterThan(5);
  }

  @Test
  void rightIsWhatIsNearerThanTheTolerance() {
    Problem data = problem("task.tolerance=0.01");
    double[] right = Arrays.copyOf(answers(data), 5);
    var score = new RowScore();
    data.scoring().score(right, data.targets(), 0, score);
    assertThat(score.right).isTrue();
    assertThat(score.margin).isEqualTo(0.01);
    right[0] += 0.25; // an error of 0.0625/5 = 0.0125
    data.scoring().score(right, data.targets(), 0, score);
    assertThat(score.right).isFalse();
    assertThat(score.margin).isCloseTo(-0.0025, within(1e-12));
  }

  @Test
  void aToleranceOfNothingIsAnError() {
    assertThatThrownBy(() -> problem("task.tolerance=0.0"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("task.tolerance");
  }
}
