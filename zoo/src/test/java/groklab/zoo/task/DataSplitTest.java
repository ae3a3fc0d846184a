package groklab.zoo.task;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.random.RandomStream;
import groklab.lab.problem.AnswerTable;
import groklab.zoo.task.Equations.Split;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DataSplitTest {

  private static DataSplit split(
      Operation operation, AnswerTable table, Split rule, long seed, double share, int noisy) {
    var equations = new Equations(share, rule, OptionalLong.empty(), Equations.Tokens.PAIR, noisy);
    return DataSplit.of(equations, operation.referenceOrder(table), table.equations(), seed);
  }

  @Test
  void pythonShufflesAreRepeatedForEverySizeOfSeed() {
    for (var golden : Golden.splits("python")) {
      int[] order = IntStream.range(0, golden.get("n").intValue()).toArray();
      var generator = ReferenceRandom.seededLikePython(golden.get("seed").longValue());
      DataSplit.shuffle(order, generator::pythonBelow);
      assertThat(Arrays.copyOf(order, Math.min(10, order.length)))
          .as(golden.toString())
          .containsExactly(Golden.ints(golden.get("head")));
      assertThat(Golden.rollingHash(order)).isEqualTo(golden.get("hash").intValue());
    }
  }

  @Test
  void numpyShufflesAndTheChoicesAfterThemAreRepeated() {
    for (var golden : Golden.splits("numpy")) {
      int n = golden.get("n").intValue();
      int[] order = IntStream.range(0, n).toArray();
      var generator = ReferenceRandom.seededLikeNumpy(golden.get("seed").longValue());
      DataSplit.shuffle(order, generator::numpyBelow);
      int[] donors = IntStream.range(0, 7).map(i -> order[generator.numpyBelow(n)]).toArray();
      assertThat(Arrays.copyOf(order, Math.min(10, n)))
          .as(golden.toString())
          .containsExactly(Golden.ints(golden.get("head")));
      assertThat(Golden.rollingHash(order)).isEqualTo(golden.get("hash").intValue());
      assertThat(donors).containsExactly(Golden.ints(golden.get("donors")));
    }
  }

  @Test
  void sharesBecomeNumbersAsInPython() {
    for (var golden : Golden.splits("trainSizes")) {
      int n = golden.get(0).intValue();
      double f = golden.get(1).doubleValue();
      assertThat(DataSplit.trainSize(Split.PYTHON, f, n)).isEqualTo(golden.get(2).intValue());
      assertThat(DataSplit.trainSize(Split.NUMPY, f, n)).isEqualTo(golden.get(3).intValue());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.29, 100, 28, 29, 29",
    "0.3, 12769, 3830, 3831, 3830",
    "0.5, 9409, 4704, 4704, 4704",
    "0.5, 9411, 4705, 4706, 4705",
    "1.0, 9409, 9409, 9409, 9409",
  })
  void eachRuleRoundsInItsOwnWay(double f, int n, int python, int numpy, int random) {
    assertThat(DataSplit.trainSize(Split.PYTHON, f, n)).isEqualTo(python);
    assertThat(DataSplit.trainSize(Split.NUMPY, f, n)).isEqualTo(numpy);
    assertThat(DataSplit.trainSize(Split.RANDOM, f, n)).isEqualTo(random);
  }

  @Test
  void ourOwnSplitIsTheStreamNamedSplit() {
    var split =
        split(ResidueOperation.ADD, ResidueOperation.ADD.table(13), Split.RANDOM, 7, 0.4, 0);
    int[] order = RandomStream.of(7, "split").permutation(169);
    assertThat(split.trainRows()).containsExactly(Arrays.copyOf(order, 67));
    assertThat(split.validationRows()).containsExactly(Arrays.copyOfRange(order, 67, 169));
  }

  @ParameterizedTest
  @EnumSource(Split.class)
  void everyExampleIsInExactlyOneOfTheTwoSets(Split rule) {
    for (var operation :
        List.of(ResidueOperation.MULTIPLY, ResidueOperation.DIVIDE, PermutationOperation.ABA)) {
      var table =
          operation.onResidues()
              ? Tables.residues(operation.specName(), 23)
              : Tables.permutations(operation.specName(), 3);
      var split = split(operation, table, rule, 3, 0.37, 0);
      var both =
          IntStream.concat(Arrays.stream(split.trainRows()), Arrays.stream(split.validationRows()));
      assertThat(both.sorted().toArray())
          .containsExactly(IntStream.range(0, table.equations()).toArray());
    }
  }

  @ParameterizedTest
  @EnumSource(Split.class)
  void aSplitDependsOnItsSeedAlone(Split rule) {
    var table = ResidueOperation.ADD.table(31);
    int[] first = split(ResidueOperation.ADD, table, rule, 5, 0.3, 0).trainRows();
    assertThat(split(ResidueOperation.ADD, table, rule, 5, 0.3, 9).trainRows())
        .containsExactly(first);
    assertThat(split(ResidueOperation.ADD, table, rule, 6, 0.3, 0).trainRows()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(Split.class)
  void aLargerShareKeepsTheTrainingExamplesOfASmallerOne(Split rule) {
    var table = ResidueOperation.ADD.table(31);
    int[] small = split(ResidueOperation.ADD, table, rule, 5, 0.3, 0).trainRows();
    assertThat(split(ResidueOperation.ADD, table, rule, 5, 0.6, 0).trainRows()).startsWith(small);
  }
}
