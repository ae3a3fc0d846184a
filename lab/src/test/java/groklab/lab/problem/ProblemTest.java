package groklab.lab.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemTest {
  private static final Inputs PAIRS = new Inputs.Tokens(3, 2, new int[] {0, 1, 1, 2, 2, 0, 1, 1});

  private record Shelf(String name) implements Facet {}

  private static Problem of(int... classes) {
    return Problem.of(
        PAIRS, new Targets.Classes(new int[] {1}, 5, classes), new int[] {2, 0}, new int[] {1, 3});
  }

  @Test
  void chanceIsTheAccuracyOfTheAnswerThatOccursMostOftenAndNotOneOverTheClasses() {
    assertThat(of(0, 1, 2, 3).chance(ExampleSet.TRAIN)).hasValue(0.25);
    assertThat(of(4, 1, 4, 4).chance(ExampleSet.TRAIN)).hasValue(0.75);
  }

  @Test
  void trainingAndValidationSetCountAnswersTogetherAndAnyOtherSetItsOwn() {
    var ood = new ExampleSet("ood");
    var problem = of(0, 1, 1, 3).with(ood, new int[] {1, 2});
    assertThat(problem.population(ExampleSet.VALIDATION))
        .isEqualTo(problem.population(ExampleSet.TRAIN))
        .containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(problem.chance(ExampleSet.VALIDATION)).hasValue(0.5);
    assertThat(problem.chance(ood)).hasValue(1);
  }

  @Test
  void anAnswerAtSeveralPositionsIsOneAnswer() {
    var twoPositions = new Targets.Classes(new int[] {0, 1}, 5, new int[] {1, 0, 2, 0, 3, 0, 3, 0});
    var problem = Problem.of(PAIRS, twoPositions, new int[] {0, 1, 2, 3}, new int[0]);
    assertThat(problem.chance(ExampleSet.TRAIN)).hasValue(0.5);
  }

  @Test
  void realNumbersHaveNoChanceAndNoAnswers() {
    var problem =
        Problem.of(
            new Inputs.Features(2, new double[8]),
            new Targets.Reals(1, new double[4]),
            new int[] {0, 1, 2, 3},
            new int[0]);
    assertThat(problem.scoring().hasAnswers()).isFalse();
    assertThat(problem.chance(ExampleSet.TRAIN)).isEmpty();
    assertThatThrownBy(() -> problem.tokens("model.kind is transformer"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "model.kind is transformer, which reads tokens, but the task's inputs are real"
                + " numbers; choose another model");
  }

  @Test
  void setsAreFoundByTheirNamesAndTheTableHoldsEveryExample() {
    var ood = new ExampleSet("ood");
    var problem = of(0, 1, 2, 3).with(ood, new int[] {3}).with(new ExampleSet("empty"), new int[0]);
    assertThat(problem.rows(ExampleSet.TRAIN)).containsExactly(2, 0);
    assertThat(problem.rows(ood)).containsExactly(3);
    assertThat(problem.rows(new ExampleSet("task.7"))).isEmpty();
    assertThat(problem.rows(ExampleSet.TABLE)).containsExactly(0, 1, 2, 3);
    assertThat(problem.filledSets()).containsExactly(ExampleSet.TRAIN, ExampleSet.VALIDATION, ood);
  }

  @Test
  void aSetsNameIsThePrefixOfRecordedNamesSoItHasTheirForm() {
    assertThatThrownBy(() -> new ExampleSet("train set"))
        .hasMessageContaining("expected letters and digits");
    assertThat(new ExampleSet("train.clean")).hasToString("train.clean");
  }

  @Test
  void whatCanBeLookedUpBelongsToItsSet() {
    var problem = of(0, 1, 2, 3).withLookUp(ExampleSet.VALIDATION, 0.4);
    assertThat(problem.lookUp(ExampleSet.VALIDATION)).isEqualTo(0.4);
    assertThat(problem.lookUp(ExampleSet.TRAIN)).isZero();
  }

  @Test
  void facetsAreFoundByTheirClass() {
    var problem = of(0, 1, 2, 3).with(new Shelf("a"));
    assertThat(problem.facet(Shelf.class)).hasValue(new Shelf("a"));
    assertThat(problem.facet(CyclicGroup.class)).isEmpty();
  }

  @Test
  void aRowOfWeightZeroIsNotScored() {
    var targets =
        new Targets.Classes(
            new int[] {1}, 5, new int[] {0, 1, 2, 3}, Optional.of(new double[] {1, 0, 2, 1}));
    assertThat(targets.scored(1)).isFalse();
    assertThat(targets.scored(2)).isTrue();
    assertThat(new Targets.Classes(new int[] {1}, 5, new int[4]).scored(1)).isTrue();
  }
}
