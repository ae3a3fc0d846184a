package groklab.zoo.task.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.graph.Slot;
import groklab.lab.kind.SpecException;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.RowScore;
import groklab.lab.spec.RunSpec;
import groklab.lab.train.Trainer;
import groklab.zoo.recipe.Recipes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The linear regression of arXiv 2310.17247, and inputs that mean nothing.
class SpuriousFeaturesTest {

  private static RunSpec line(String... keys) {
    return Recipes.reader().override(Recipes.load("miller2023-line"), List.of(keys));
  }

  private static double[] features(Problem problem) {
    return ((Inputs.Features) problem.inputs()).values();
  }

  /// numpy: RandomState(seed).uniform(-0.5, 0.5, 100)[:2].
  @ParameterizedTest
  @CsvSource({"0, 0.048814, 0.215189", "1, -0.082978, 0.220324", "2, -0.064005, -0.474074"})
  void pointsAreThoseOfNumpy(long seed, double first, double second) {
    double[] x = features(line("seed=" + seed).problem());
    assertThat(x).hasSize(400);
    assertThat(x[0]).isCloseTo(first, within(5e-7));
    assertThat(x[4]).isCloseTo(second, within(5e-7));
    assertThat(x[5]).isEqualTo(x[4] * x[4]);
    assertThat(x[7]).isCloseTo(StrictMath.sin(100 * x[4]), within(1e-15));
  }

  /// numpy, float64: the paper's loss at rate 0.001 after 5,000 epochs, the first of them before
  /// any update.
  @Test
  void descentEndsAtTheWeightsOfAnIndependentCalculation() {
    try (var trainer = new Trainer(line("seed=0"), 1)) {
      trainer.initialise();
      for (int step = 0; step < 4_999; step++) {
        trainer.step(step);
      }
      double[] w = new double[4];
      trainer.session().read(Slot.VALUES, 0, w);
      assertThat(w)
          .containsExactly(new double[] {0.26609, 0.05311, 0.01126, 0.00054}, within(5e-6));
    }
  }

  @Test
  void anOutputIsRightWithTheSignOfTheLine() {
    Problem problem = line("seed=1").problem(); // its first point is below 0
    var score = new RowScore();
    problem.scoring().score(new double[] {-0.1}, problem.targets(), 0, score);
    assertThat(score.right).isTrue();
    assertThat(score.margin).isEqualTo(0.1);
    problem.scoring().score(new double[] {0}, problem.targets(), 1, score);
    assertThat(score.right).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "task.slope=0.0; task.slope is 0.0",
        "task.trainExamples=100; task.trainExamples is 100",
        "seed=4294967296; seed is 4294967296",
        "model.weights=[1.0]; model.weights is [1.0]",
        "task.kind=\"sparse-parity\"; model.kind is \"linear\", which has one output, but"
      })
  void whatDoesNotFitIsRefused(String key, String sentence) {
    assertThatThrownBy(
            () -> {
              RunSpec spec = line(key);
              spec.model().network(spec.problem());
            })
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void decoysStandBehindTwoOneHotVectorsAndAreCoins() {
    Problem problem =
        Recipes.reader()
            .override(Recipes.load("miller2023-concealed"), List.of("task.decoys=40"))
            .problem();
    double[] x = features(problem);
    assertThat(x).hasSize(800 * 54).containsOnly(0, 1);
    double ones = 0;
    for (int e = 0; e < 800; e++) {
      int left = 0;
      int right = 0;
      for (int i = 0; i < 7; i++) {
        left += (int) x[e * 54 + i];
        right += (int) x[e * 54 + 7 + i];
      }
      assertThat(left).isEqualTo(1);
      assertThat(right).isEqualTo(1);
      for (int i = 14; i < 54; i++) {
        ones += x[e * 54 + i];
      }
    }
    assertThat(ones / (800 * 40)).isCloseTo(0.5, within(0.012)); // four standard deviations
    assertThat(problem.trainRows()).hasSize(600);
    assertThat(problem.validationRows()).hasSize(200);
  }
}
