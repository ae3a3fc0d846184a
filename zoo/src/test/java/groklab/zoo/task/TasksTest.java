package groklab.zoo.task;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Problem;
import groklab.zoo.task.Equations.Split;
import groklab.zoo.task.Equations.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TasksTest {

  private static Problem problem(String operation, int p, Equations equations, long seed) {
    return new ModularTask(operation, p, equations).problem(seed);
  }

  private static Equations equations(double share, Split split) {
    return new Equations(share, split, OptionalLong.empty(), Tokens.PAIR_EQUALS, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, '18 34 10 83 55 28 25 51 63 65 14 104', 65,  24, 216451, 213970, 24672933",
    "1, '58 58 76 57 60 23 100 89 29 27 34 30', 25,  50, 213315, 217027, 24321622",
    "2, '5 5 76 6 99 17 79 38 47 38 20 34',    102,  89, 211946, 211932, 24161830",
  })
  void theSplitOfTheOfficialCodeOfNanda2023IsRepeated(
      long seed, String firstPairs, int lastA, int lastB, long sumA, long sumB, long sumBoth) {
    var data = problem("add", 113, equations(0.3, Split.PYTHON), seed);
    var table = Tables.pairs(data).table();
    int[] train = data.trainRows();
    assertThat(train).hasSize(3830);
    assertThat(data.validationRows()).hasSize(8939);
    int[] operands =
        Arrays.stream(train).limit(6).flatMap(i -> IntStream.of(table.x(i), table.y(i))).toArray();
    assertThat(operands)
        .containsExactly(
            Arrays.stream(firstPairs.split(" ")).mapToInt(Integer::parseInt).toArray());
    assertThat(table.x(train[3829])).isEqualTo(lastA);
    assertThat(table.y(train[3829])).isEqualTo(lastB);
    assertThat(Arrays.stream(train).map(table::x).sum()).isEqualTo((int) sumA);
    assertThat(Arrays.stream(train).map(table::y).sum()).isEqualTo((int) sumB);
    assertThat(Arrays.stream(train).asLongStream().sum()).isEqualTo(sumBoth);
  }

  /// The vocabulary of whole equations holds 239 signs, of which 97 can be the answer.
  @ParameterizedTest
  @EnumSource(Tokens.class)
  void chanceIsOneOverTheAnswersWhateverElseIsInTheVocabulary(Tokens tokens) {
    var data =
        problem("add", 97, new Equations(0.4, Split.RANDOM, OptionalLong.empty(), tokens, 0), 1);
    for (ExampleSet set : List.of(ExampleSet.TRAIN, ExampleSet.VALIDATION)) {
      assertThat(data.chance(set)).hasValue(1 / 97.0);
    }
  }

  @Test
  void theTrainingEquationsOfOpenaiGrokAreRepeatedTokenByTokenNoiseIncluded() {
    for (var golden : Golden.splits("openai")) {
      String name = golden.get("operation").stringValue();
      boolean residues =
          Arrays.stream(ResidueOperation.values()).anyMatch(o -> o.specName().equals(name));
      var data =
          Tables.task(
                  residues ? Tables.Elements.RESIDUES : Tables.Elements.PERMUTATIONS,
                  name,
                  residues ? 97 : 5,
                  new Equations(
                      0.5,
                      Split.NUMPY,
                      OptionalLong.of(0),
                      Tokens.EQUATION,
                      golden.get("noisyLabels").intValue()))
              .problem(99);
      assertThat(Tables.tokens(data).vocabulary())
          .isEqualTo(golden.get("vocabulary").intValue())
          .isEqualTo(239);
      assertThat(data.trainRows()).hasSize(golden.get("trained").intValue());
      // the reference writes seven tokens: the six inputs and the last target
      int[][] equations =
          Arrays.stream(data.trainRows())
              .mapToObj(row ->
                  IntStream.concat(
                          Arrays.stream(Tables.example(data, row)),
                          IntStream.of(Tables.targets(data, row)[1]))
                      .toArray())
              .toArray(int[][]::new);
      for (int i = 0; i < 6; i++) {
        assertThat(equations[i])
            .as("%s, equation %d", golden.get("operation"), i)
            .containsExactly(Golden.ints(golden.get("head").get(i)));
      }
      assertThat(Golden.rollingHash(Arrays.stream(equations).flatMapToInt(Arrays::stream)))
          .as(name)
          .isEqualTo(golden.get("hash").intValue());
    }
  }

  @Test
  void theSeedOfTheSplitOverridesThatOfTheRun() {
    var own = new Equations(0.5, Split.RANDOM, OptionalLong.of(4), Tokens.PAIR, 0);
    assertThat(problem("add", 23, own, 9).trainRows())
        .containsExactly(problem("add", 23, Tables.halves(), 4).trainRows())
        .isNotEqualTo(problem("add", 23, Tables.halves(), 9).trainRows());
  }

  @Test
  void theWholeTableMayBeTrainedOn() {
    var data = problem("divide", 13, equations(1.0, Split.RANDOM), 0);
    assertThat(data.trainRows()).hasSize(13 * 12);
    assertThat(data.validationRows()).isEmpty();
    assertThat(data.examples()).isEqualTo(13 * 12);
  }

  @ParameterizedTest
  @EnumSource(Split.class)
  void noiseChangesOnlyTheLabelsOfTheFirstTrainingExamples(Split split) {
    var clean = problem("add", 29, equations(0.5, split), 1);
    var noisy =
        problem(
            "add", 29, new Equations(0.5, split, OptionalLong.empty(), Tokens.PAIR_EQUALS, 200), 1);
    assertThat(noisy.trainRows()).containsExactly(clean.trainRows());
    assertThat(Tables.tokens(noisy).ids()).containsExactly(Tables.tokens(clean).ids());
    int[] changed =
        IntStream.range(0, clean.examples())
            .filter(i -> Tables.classes(clean).ids()[i] != Tables.classes(noisy).ids()[i])
            .toArray();
    assertThat(Arrays.copyOf(noisy.trainRows(), 200)).contains(changed);
    // a random label is right by chance once in 29: about 7 of 200
    assertThat(changed).hasSizeBetween(180, 200);
    var pairs = Tables.pairs(noisy);
    assertThat(pairs.noisyLabels()).isEqualTo(200);
    assertThat(IntStream.range(0, noisy.examples()))
        .allMatch(i -> pairs.answerClass(i) == Tables.classes(clean).ids()[i]);
  }

  @ParameterizedTest
  @CsvSource({"add", "subtract", "divide"})
  void validationExamplesAreDividedByWhetherTheirMirrorImageIsTrained(String operation) {
    var data = problem(operation, 31, equations(0.4, Split.RANDOM), 2);
    var pairs = Tables.pairs(data);
    var table = pairs.table();
    var trained = Arrays.stream(data.trainRows()).boxed().toList();
    for (int row : pairs.swappedSeen()) {
      assertThat(trained).contains(table.example(table.y(row), table.x(row)));
    }
    for (int row : pairs.swappedUnseen()) {
      boolean defined = table.defined(table.y(row), table.x(row));
      assertThat(defined && trained.contains(table.example(table.y(row), table.x(row)))).isFalse();
    }
    assertThat(
            IntStream.concat(
                Arrays.stream(pairs.swappedSeen()), Arrays.stream(pairs.swappedUnseen())))
        .containsExactlyInAnyOrder(
            Arrays.stream(data.validationRows()).boxed().toArray(Integer[]::new));
    // the mirror image of a validation example is trained on about as often as any example
    assertThat(pairs.swappedSeen().length / (double) data.validationRows().length)
        .isBetween(0.3, 0.5);
  }

  @Test
  void operandsAreFoundInTheTokens() {
    for (var tokens : Tokens.values()) {
      var data =
          problem(
              "divide", 11, new Equations(0.5, Split.RANDOM, OptionalLong.empty(), tokens, 0), 0);
      var pairs = Tables.pairs(data);
      for (int i = 0; i < data.examples(); i++) {
        int[] example = Tables.example(data, i);
        assertThat(example[pairs.leftPosition()] - pairs.firstElement())
            .isEqualTo(pairs.table().x(i));
        assertThat(example[pairs.rightPosition()] - pairs.firstElement())
            .isEqualTo(pairs.table().y(i));
        assertThat(Tables.targets(data, i)[0]).isEqualTo(pairs.answerClass(i));
        assertThat(Arrays.stream(example))
            .allMatch(token -> token >= 0 && token < Tables.tokens(data).vocabulary());
        assertThat(Arrays.stream(Tables.targets(data, i)))
            .allMatch(target -> target >= 0 && target < Tables.classes(data).width());
      }
    }
  }

  @Test
  void theLargestGroupIsBuilt() {
    var data =
        new PermutationTask(
                "compose",
                6,
                new Equations(0.4, Split.RANDOM, OptionalLong.empty(), Tokens.PAIR_EQUALS, 0))
            .problem(0);
    assertThat(data.examples()).isEqualTo(518_400);
    assertThat(Tables.tokens(data).vocabulary()).isEqualTo(721);
    assertThat(data.trainRows()).hasSize(207_360);
    assertThat(Tables.answerCounts(Tables.pairs(data).table())).containsOnly(720);
  }
}
