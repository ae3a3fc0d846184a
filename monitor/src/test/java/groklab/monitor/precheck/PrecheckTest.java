package groklab.monitor.precheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.monitor.examples.Division;
import groklab.monitor.examples.Examples;
import groklab.monitor.precheck.PrecheckResult.Copies;
import groklab.study.statistics.Interval;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against numbers found by hand and by comparing every row with every other.
class PrecheckTest {
  private static Examples examples(
      double[][] rows, int[] labels, int symbols, int classes, BitSet training) {
    return new Examples(
        IntStream.range(0, rows[0].length).mapToObj(i -> "x" + i).toList(),
        symbols,
        List.of(),
        Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(),
        "y",
        IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
        labels,
        training,
        "test");
  }

  private static BitSet drawn(int rows, double share, long seed) {
    var training = new BitSet();
    int[] order = Division.order(rows, seed);
    for (int i = 0; i < (int) (share * rows); i++) {
      training.set(order[i]);
    }
    return training;
  }

  /// All pairs of residues.
  private static Examples pairs(int p, IntBinaryOperator answer, BitSet training) {
    double[][] rows = new double[p * p][];
    int[] labels = new int[p * p];
    for (int i = 0; i < rows.length; i++) {
      int a = i / p;
      rows[i] = new double[] {a, i % p};
      labels[i] = Math.floorMod(answer.applyAsInt(i / p, i % p), p);
    }
    return examples(rows, labels, 2, p, training);
  }

  private static Score score(PrecheckResult result, Predictor predictor) {
    return result.scores().stream()
        .filter(each -> each.predictor() == predictor)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void mirroredPairsOfAnAdditionAreWorthWhatTheSymmetryIs() {
    int p = 31;
    BitSet training = drawn(p * p, 0.4, 7);
    PrecheckResult result = Precheck.of(pairs(p, Integer::sum, training));
    int mirrored = 0;
    for (int i = 0; i < p * p; i++) {
      mirrored += !training.get(i) && training.get(i % p * p + i / p) ? 1 : 0;
    }
    assertThat(result.mirrored()).isEqualTo(mirrored);
    assertThat(result.mirroredSame()).isEqualTo(mirrored);
    assertThat(result.copies()).isEqualTo(new Copies(0, 0, 0, 0));
    double expected = (1 - 1.0 / p) * training.cardinality() / (p * p - 1);
    assertThat((double) mirrored / result.validation()).isCloseTo(expected, within(0.04));
    Score score = score(result, Predictor.MIRRORED);
    assertThat(result.best()).isEqualTo(score);
    assertThat(score.right()).isBetween(mirrored + 0.0, mirrored + 0.08 * result.validation());
    assertThat(result.learnabilityGap()).isEqualTo(1 - score.accuracy());
    assertThat(Meaning.of(result).getFirst())
        .startsWith("A validation accuracy of up to " + Meaning.percent(score.accuracy()))
        .endsWith("a network that only knows that order does not matter gets as much.");
  }

  @Test
  void withoutMirroredPairsTheSymmetryIsWorthNothing() {
    int p = 31;
    BitSet half = drawn(p * p, 0.4, 7);
    var training = new BitSet();
    for (int i = 0; i < p * p; i++) {
      int a = Math.min(i / p, i % p);
      int b = Math.max(i / p, i % p);
      training.set(i, half.get(a * p + b));
    }
    PrecheckResult result = Precheck.of(pairs(p, Integer::sum, training));
    assertThat(result.mirrored()).isZero();
    assertThat(score(result, Predictor.MIRRORED).accuracy())
        .isEqualTo(score(result, Predictor.LOOK_UP).accuracy());
    assertThat(result.learnabilityGap()).isGreaterThan(0.85);
  }

  @Test
  void whereOrderMattersMirroredPairsHaveOtherAnswers() {
    PrecheckResult result = Precheck.of(pairs(23, (a, b) -> a - b, drawn(23 * 23, 0.5, 1)));
    assertThat(result.mirrored()).isGreaterThan(100);
    assertThat(result.mirroredSame()).isZero();
    assertThat(Meaning.of(result))
        .anyMatch(each -> each.endsWith("0.0 % of the cases only: it matters which is which."));
  }

  @Test
  void copiesAndConflictsAreThoseCountedByHand() {
    double[][] rows = {
      {0, 1}, {0, 1}, {0, 1}, {2, 3}, {4, 5}, {0, 1}, {0, 1}, {2, 3}, {2, 3}, {6, 7}
    };
    int[] labels = {0, 0, 1, 1, 1, 0, 1, 1, 2, 1};
    var training = new BitSet();
    training.set(0, 5);
    PrecheckResult result = Precheck.of(examples(rows, labels, 2, 3, training));
    assertThat(result.classes()).isEqualTo(2);
    assertThat(result.unknownAnswers()).isEqualTo(1);
    assertThat(result.copies()).isEqualTo(new Copies(2, 1, 4, 1));
    assertThat(score(result, Predictor.CHANCE).accuracy()).isEqualTo(0.4);
    assertThat(score(result, Predictor.MAJORITY).accuracy()).isEqualTo(0.6);
    assertThat(score(result, Predictor.LOOK_UP).right()).isEqualTo(3);
    assertThat(score(result, Predictor.NEAREST).right()).isEqualTo(3);
    assertThat(result.trainingCeiling()).isEqualTo(0.8);
    assertThat(result.ceiling()).isEqualTo(0.6);
    assertThat(result.learnabilityGap()).isZero();
    assertThat(Meaning.of(result))
        .anyMatch(each -> each.contains("fits more than 80.0 % of the training rows, so"))
        .anyMatch(each -> each.contains("gets more than 60.0 % of the validation rows"))
        .anyMatch(each -> each.startsWith("4 of 5 validation rows are also in training, 1 of"));
  }

  @Test
  void randomLabelsLeaveNearlyEverythingOpen() {
    var random = new SplittableRandom(5);
    double[][] rows = new double[2_000][];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      labels[i] = random.nextInt(10);
    }
    PrecheckResult result = Precheck.of(examples(rows, labels, 0, 10, drawn(2_000, 0.5, 1)));
    assertThat(result.scores())
        .allSatisfy(each -> assertThat(each.accuracy()).isCloseTo(0.1, within(0.04)));
    assertThat(result.learnabilityGap()).isBetween(0.86, 0.91);
  }

  @Test
  void oneInputThatTellsIsFound() {
    var random = new SplittableRandom(5);
    double[][] rows = new double[400][];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {random.nextInt(50), 100 + random.nextInt(4), random.nextInt(50)};
      labels[i] = (int) rows[i][1] % 2;
    }
    Score score =
        score(Precheck.of(examples(rows, labels, 3, 2, drawn(400, 0.5, 1))), Predictor.ONE_INPUT);
    assertThat(score.accuracy()).isEqualTo(1);
    assertThat(score.detail()).isEqualTo("x1");
  }

  @ParameterizedTest
  @CsvSource({"4, 4, 3", "4, 0, 3", "5, 2, 3", "12, 12, 2", "19, 0, 6", "1, 1, 30"})
  void theNearestAreThoseOfAComparisonWithEach(int width, int symbols, int values) {
    var random = new SplittableRandom(width);
    double[][] rows = new double[300][width];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < width; j++) {
        rows[i][j] = random.nextInt(values);
      }
      labels[i] = random.nextInt(4);
    }
    BitSet training = drawn(rows.length, 0.6, 3);
    PrecheckResult result = Precheck.of(examples(rows, labels, symbols, 4, training));
    double[] variances =
        IntStream.range(0, width).mapToDouble(j -> variance(rows, training, j)).toArray();
    double right = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = symbols; j < width; j++) {
        rows[i][j] /= Math.sqrt(2 * variances[j]);
      }
    }
    for (int i = 0; i < rows.length; i++) {
      right += training.get(i) ? 0 : right(rows, labels, symbols, training, i);
    }
    assertThat(score(result, Predictor.NEAREST).right()).isCloseTo(right, within(1e-9));
    assertThat(score(result, Predictor.NEAREST).interval()).isEmpty();
    assertThat(result.scores())
        .allSatisfy(each -> assertThat(each.accuracy()).isLessThanOrEqualTo(result.ceiling()));
  }

  private static double variance(double[][] rows, BitSet training, int column) {
    double[] values = training.stream().mapToDouble(i -> rows[i][column]).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  /// The plainest way there is, numbers being scaled already.
  private static double right(
      double[][] rows, int[] labels, int symbols, BitSet training, int row) {
    double best = Double.POSITIVE_INFINITY;
    int[] votes = new int[4];
    for (int other : training.stream().toArray()) {
      double distance = 0;
      for (int j = 0; j < rows[row].length; j++) {
        double apart = rows[row][j] - rows[other][j];
        distance += j < symbols ? Math.signum(Math.abs(apart)) : apart * apart;
      }
      // what is equally far by the formula differs by rounding
      if (distance < best - 1e-9) {
        best = distance;
        votes = new int[4];
      }
      votes[labels[other]] += Math.abs(distance - best) < 1e-9 ? 1 : 0;
    }
    int most = Arrays.stream(votes).max().orElseThrow();
    long winners = Arrays.stream(votes).filter(each -> each == most).count();
    return votes[labels[row]] == most ? 1.0 / winners : 0;
  }

  @Test
  void whatIsJudgedOnASampleSaysHowFarItMayBeOff() {
    Examples examples = pairs(61, (a, b) -> a / 8, drawn(61 * 61, 0.5, 1));
    Score whole = score(Precheck.of(examples), Predictor.NEAREST);
    Score part = score(Precheck.of(examples, 1), Predictor.NEAREST);
    assertThat(part.judged()).isEqualTo(NearestNeighbour.FEWEST);
    assertThat(part.detail()).isEqualTo("judged on 400 rows drawn from the 1,861");
    Interval interval = part.interval().orElseThrow();
    assertThat(interval.contains(whole.accuracy())).isTrue();
    assertThat(interval.high() - interval.low()).isLessThan(0.1);
    assertThat(Precheck.of(examples, 1)).isEqualTo(Precheck.of(examples, 1));
  }

  @Test
  void aSampleIsTheBestOnlyWhereItIsSurelyAbove() {
    Score chance = new Score(Predictor.CHANCE, 9_000, 900, 9_000, false, "");
    Score luck = new Score(Predictor.NEAREST, 9_000, 44, 400, true, "");
    Score above = new Score(Predictor.NEAREST, 9_000, 80, 400, true, "");
    assertThat(best(chance, luck)).isEqualTo(chance);
    assertThat(best(chance, above)).isEqualTo(above);
  }

  private static Score best(Score... scores) {
    return new PrecheckResult(
            9_000, 9_000, 10, 0, new Copies(0, 0, 0, 0), 0, 0, List.of(), List.of(scores), 1, 1)
        .best();
  }

  @Test
  void theNameOfARowIsNoticed() {
    double[][] rows = new double[40][];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {i, i % 3, i / 7.0};
      labels[i] = i % 2;
    }
    PrecheckResult result = Precheck.of(examples(rows, labels, 2, 2, drawn(40, 0.5, 1)));
    assertThat(result.rowNames()).containsExactly("x0");
    assertThat(Meaning.of(result)).anyMatch(each -> each.contains("write --ignore x0: with it"));
  }

  @Test
  void sentencesAreOneEach() {
    PrecheckResult result = Precheck.of(pairs(23, Integer::sum, drawn(23 * 23, 0.5, 1)));
    List<String> sentences = Meaning.of(result);
    assertThat(sentences).hasSize(3).allMatch(each -> each.endsWith("."));
  }
}
