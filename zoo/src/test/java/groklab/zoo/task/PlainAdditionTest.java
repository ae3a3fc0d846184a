package groklab.zoo.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.lab.problem.Problem;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;
import groklab.lab.spec.SpecReader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlainAdditionTest {

  private static Problem problem(String... keys) {
    return new SpecReader()
        .parse("task.kind = \"plain-addition\"\nmodel.kind = \"embedding-decoder\"", List.of(keys))
        .problem();
  }

  @Test
  void theExamplesAreTheUnorderedPairsAndTheirSums() {
    Problem data = problem();
    assertThat(data.examples()).isEqualTo(55);
    assertThat(data.trainRows()).hasSize(45);
    assertThat(data.validationRows()).hasSize(10);
    int[] tokens = data.tokens("a test").ids();
    int[] sums = ((Targets.Classes) data.targets()).ids();
    assertThat(data.targets().width()).isEqualTo(19);
    for (int e = 0; e < 55; e++) {
      assertThat(tokens[2 * e]).isLessThanOrEqualTo(tokens[2 * e + 1]);
      assertThat(sums[e]).isEqualTo(tokens[2 * e] + tokens[2 * e + 1]);
    }
    assertThat(IntStream.range(0, 55).mapToObj(e -> tokens[2 * e] + " " + tokens[2 * e + 1]))
        .doesNotHaveDuplicates();
  }

  @Test
  void equalSumsHaveOneVectorAndOtherSumsOthers() {
    Problem data = problem("task.answers=vectors", "training.loss=mean-squared-error");
    var targets = (Targets.Reals) data.targets();
    assertThat(targets.width()).isEqualTo(30);
    double[] ofTwo = vector(targets, 2); // 0 + 2
    assertThat(vector(targets, 10)).isEqualTo(ofTwo); // 1 + 1
    assertThat(vector(targets, 1)).isNotEqualTo(ofTwo); // 0 + 1
  }

  private static double[] vector(Targets.Reals targets, int example) {
    return Arrays.copyOfRange(targets.values(), 30 * example, 30 * example + 30);
  }

  @Test
  void theNearestVectorIsTheAnswer() {
    double[] table = {0, 0, 4, 0, 0, 3};
    var scoring = new NearestVector(2, table, new int[] {1, 2});
    var targets = new Targets.Reals(2, new double[] {4, 0, 0, 3});
    var score = new RowScore();
    scoring.score(new double[] {3, 0}, targets, 0, score);
    assertThat(score.right).isTrue();
    assertThat(score.answer).isEqualTo(1);
    assertThat(score.margin).isEqualTo(9 - 1);
    scoring.score(new double[] {0, 1}, targets, 1, score);
    assertThat(score.right).isFalse();
    assertThat(score.answer).isZero();
    assertThat(score.margin).isEqualTo(1 - 4);
  }

  @Test
  void theSplitFollowsTheRunUnlessItHasASeed() {
    assertThat(problem("seed=1").trainRows()).isNotEqualTo(problem("seed=2").trainRows());
    assertThat(problem("seed=1", "task.splitSeed=5").trainRows())
        .isEqualTo(problem("seed=2", "task.splitSeed=5").trainRows());
  }

  @Test
  void moreTrainingPairsThanThereAreIsAnError() {
    assertThatThrownBy(() -> problem("task.trainExamples=56"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "task.trainExamples is 56; expected a whole number from 1 to 55; write e.g."
                + " task.trainExamples = 1");
    assertThatThrownBy(() -> problem("task.targetWidth=3"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("has no effect because task.answers is \"classes\"");
  }
}
