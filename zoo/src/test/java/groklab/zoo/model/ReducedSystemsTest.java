package groklab.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.graph.Slot;
import groklab.lab.kind.SpecException;
import groklab.lab.linear.SymmetricEigenvalues;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.RowScore;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Systems of a few numbers whose course is known: the two circuits of arXiv 2309.02390 and the
/// effective theory of arXiv 2205.10343.
class ReducedSystemsTest {
  private static final String CIRCUITS =
      """
      [task]
      kind = "two-circuits"
      [model]
      kind = "circuits"
      [optimizer]
      kind = "sgd"
      learningRate = %s
      warmupSteps = 0
      [[optimizer.stage]]
      kind = "circuit-cost"
      parameters = ["general.*"]
      cost = 1.0
      [[optimizer.stage]]
      kind = "circuit-cost"
      parameters = ["memory.*"]
      cost = 2.0
      [training]
      precision = "float64"
      """;

  private static String line(int knownSums) {
    return """
    [task]
    kind = "parallelograms"
    knownSums = %d
    [model]
    kind = "number-line"
    [optimizer]
    kind = "sgd"
    learningRate = 0.001
    warmupSteps = 0
    [training]
    precision = "float64"
    loss = "mean-squared-error"
    """
        .formatted(knownSums);
  }

  private static Trainer trainer(String toml) {
    RunSpec spec = new SpecReader().parse(toml);
    var trainer = new Trainer(spec, 1);
    trainer.initialise();
    return trainer;
  }

  private static double[] weights(Trainer trainer) {
    double[] w = new double[trainer.session().layout().length()];
    trainer.session().read(Slot.VALUES, 0, w);
    return w;
  }

  private static double product(Trainer trainer, String circuit) {
    double product = 1;
    for (var view : trainer.session().layout().views()) {
      if (view.name().startsWith(circuit)) {
        double[] w = new double[1];
        trainer.session().read(Slot.VALUES, view.offset(), w);
        product *= w[0];
      }
    }
    return product;
  }

  /// Numbers of a calculation of its own, four digits of each.
  @Test
  void theMemoryIsLearnedFirstAndReplacedByTheGeneralCircuit() {
    double[][] known = {
      {0, 4.72739, 0, 0},
      {305, 0.09988, 0.0002, 6.9717},
      {1000, 0.06548, 0.0006, 7.4111},
      {5000, 0.06442, 0.0855, 7.3430},
      {10_000, 0.02414, 5.0483, 3.3820}
    };
    try (var trainer = trainer(CIRCUITS.formatted("0.01"))) {
      int step = 0;
      for (double[] at : known) {
        while (step < at[0]) {
          trainer.step(step++);
        }
        assertThat(product(trainer, "general")).isCloseTo(at[2], within(6e-5));
        assertThat(product(trainer, "memory")).isCloseTo(at[3], within(6e-5));
        trainer.step(step++);
        assertThat(trainer.lossOfLastStep()).isCloseTo(at[1], within(6e-6));
      }
    }
  }

  /// At rest the two products have the ratio (2/1)^(2κ/(2 − κ)) = 8 at κ = 1.2.
  @Test
  void inTheEndEachCircuitHasWhatItsCostAllows() {
    try (var trainer = trainer(CIRCUITS.formatted("0.1"))) {
      for (int step = 0; step < 12_000; step++) {
        trainer.step(step);
      }
      double ratio = product(trainer, "general") / product(trainer, "memory");
      assertThat(ratio).isCloseTo(8, within(0.001));
    }
  }

  /// What is not yet a line shrinks at the rate of the third smallest eigenvalue of 2·M/(P·Z₀),
  /// whose value for all sums of ten numbers is 0.857143/Z₀.
  @ParameterizedTest
  @CsvSource({"55, 0.857143", "40, 0"})
  void placesBecomeALineAtTheRateOfTheThirdEigenvalue(int knownSums, double wanted) {
    try (var trainer = trainer(line(knownSums))) {
      double eigenvalue = thirdEigenvalue(trainer.data());
      if (wanted != 0) {
        assertThat(eigenvalue).isCloseTo(wanted, within(1e-6));
      }
      double z0 = variation(weights(trainer));
      double before = 0;
      for (int step = 0; step < 16_001; step++) {
        trainer.step(step);
        if (step == 14_000) {
          before = trainer.lossOfLastStep();
        }
      }
      double rate = StrictMath.log(before / trainer.lossOfLastStep()) / (2 * 0.001 * 2000);
      assertThat(rate * z0 / eigenvalue).isCloseTo(1, within(0.02));
      assertThat(variation(weights(trainer)) / z0).as("Z₀").isCloseTo(1, within(0.01));
    }
  }

  private static double variation(double[] places) {
    double mean = 0;
    for (double place : places) {
      mean += place / places.length;
    }
    double sum = 0;
    for (double place : places) {
      sum += (place - mean) * (place - mean);
    }
    return sum;
  }

  /// Of 2·M/P, M being the sum of row·rowᵀ over the parallelograms that are trained on.
  private static double thirdEigenvalue(Problem problem) {
    int[] ids = ((Inputs.Tokens) problem.inputs()).ids();
    double[][] m = new double[10][10];
    int[] rows = problem.trainRows();
    for (int r : rows) {
      double[] row = new double[10];
      for (int corner = 0; corner < 4; corner++) {
        row[ids[4 * r + corner]] += corner < 2 ? 1 : -1;
      }
      for (int i = 0; i < 10; i++) {
        for (int j = 0; j < 10; j++) {
          m[i][j] += 2.0 / rows.length * row[i] * row[j];
        }
      }
    }
    return SymmetricEigenvalues.ascending(m)[2];
  }

  @Test
  void tenNumbersHaveSeventyParallelograms() {
    Problem problem = new SpecReader().parse(line(55)).problem();
    assertThat(problem.trainRows()).hasSize(70);
    assertThat(problem.rows(ExampleSet.VALIDATION)).isEmpty();
    Problem fewer = new SpecReader().parse(line(40)).problem();
    assertThat(fewer.trainRows().length + fewer.validationRows().length).isEqualTo(70);
  }

  /// An output is a defect over √Z₀, and n outputs² stand for one variance.
  @Test
  void aParallelogramClosesBelowAHundredthOfAVariance() {
    Problem problem = new SpecReader().parse(line(45)).problem();
    var score = new RowScore();
    problem.scoring().score(new double[] {0.0316}, problem.targets(), 0, score);
    assertThat(score.right).isTrue();
    problem.scoring().score(new double[] {-0.0317}, problem.targets(), 0, score);
    assertThat(score.right).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[model]|kind = \"circuits\"; model.kind is \"circuits\", which reads the answers",
        "[model]|kind = \"number-line\"; model.kind is \"number-line\", which closes",
        "[task]|kind = \"parallelograms\"|knownSums = 56; task.knownSums is 56",
        "[task]|kind = \"two-circuits\"|classes = 1; task.classes is 1"
      })
  void whatDoesNotFitIsRefused(String toml, String sentence) {
    assertThatThrownBy(() -> trainer(toml.replace('|', '\n')).close())
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void aCircuitHasTwoWeights() {
    String three = CIRCUITS.formatted("0.01").replace("\"general.*\"", "\"general.*\", \"*\"");
    assertThatThrownBy(() -> trainer(three).close())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("expected two of one number each");
  }
}
