package groklab.zoo.task.index;

import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// The majority of the first k of d signs: x is uniform in {−1, +1}^d where they lead clearly
/// enough, its class 0 where the sum of the first k is negative and 1 where it is positive. With
/// k = 3 the sparse classification of arXiv 2311.18817.
///
/// @param signs d
/// @param relevant k, odd
/// @param lead by how many of the k the class is ahead at least, in every example; odd. 1 = all of
///     {−1, +1}^d
/// @param trainExamples how many are trained on
/// @param validationExamples how many others are only looked at
public record SignMajority(
    int signs, int relevant, int lead, int trainExamples, int validationExamples)
    implements TaskSpec {

  public static final Kind<SignMajority> KIND =
      Kind.of("sign-majority", SignMajority.class, SignMajority::read);

  public SignMajority {
    Check.between(1, signs, Sizes.MOST_NUMBERS, "task.signs", "500");
    Check.that(
        1 <= relevant && relevant <= signs && relevant % 2 == 1,
        "task.relevant",
        relevant,
        "an odd number from 1 to task.signs, which is %d".formatted(signs),
        "3");
    Check.that(
        1 <= lead && lead <= relevant && lead % 2 == 1,
        "task.lead",
        lead,
        "an odd number from 1 to task.relevant, which is %d".formatted(relevant),
        "1");
    Sizes.check(trainExamples, validationExamples);
  }

  private static SignMajority read(Section<SignMajority> s) {
    return new SignMajority(
        s.whole("signs", 500, SignMajority::signs),
        s.whole("relevant", 3, SignMajority::relevant),
        s.whole("lead", 1, SignMajority::lead),
        s.whole("trainExamples", 100, SignMajority::trainExamples),
        s.whole("validationExamples", 1000, SignMajority::validationExamples));
  }

  @Override
  public Kind<SignMajority> kind() {
    return KIND;
  }

  /// Stream `sign-majority` at an example: its class, how many signs agree with it, which ones, and
  /// all the others.
  @Override
  public Problem problem(long runSeed) {
    int n = trainExamples + validationExamples;
    double[] x = new double[Math.multiplyExact(n, signs)];
    int[] classes = new int[n];
    double[] agreeing = agreeing();
    RandomStream all = RandomStream.of(runSeed, "sign-majority");
    for (int e = 0; e < n; e++) {
      RandomStream drawn = all.at(e);
      classes[e] = drawn.below(0, 2);
      int ahead = 2 * classes[e] - 1;
      int agree = quantile(agreeing, drawn.uniform(1));
      for (int i = 0; i < signs; i++) {
        x[e * signs + i] = 2 * drawn.below(2L + i, 2) - 1;
      }
      // the relevant ones are drawn again: a uniform choice of `agree` of them, one by one
      for (int i = 0; i < relevant; i++) {
        boolean chosen = drawn.below(2L + signs + i, relevant - i) < agree;
        x[e * signs + i] = chosen ? ahead : -ahead;
        agree -= chosen ? 1 : 0;
      }
    }
    return Problem.of(
        new Inputs.Features(signs, x),
        new Targets.Classes(new int[] {0}, 2, classes),
        IntStream.range(0, trainExamples).toArray(),
        IntStream.range(trainExamples, n).toArray());
  }

  /// P(at most m of the k signs agree | 2m − k ≥ lead) for each m: of a binomial number its upper
  /// end.
  private double[] agreeing() {
    double[] upTo = new double[relevant + 1];
    int least = (relevant + lead) / 2;
    double weight = 1; // of m, as a multiple of that of the least one
    double sum = 0;
    for (int m = least; m <= relevant; m++) {
      sum += weight;
      upTo[m] = sum;
      weight *= (relevant - m) / (m + 1.0);
    }
    for (int m = least; m <= relevant; m++) {
      upTo[m] /= sum;
    }
    return upTo;
  }

  private static int quantile(double[] upTo, double share) {
    int m = 0;
    while (upTo[m] <= share) {
      m++;
    }
    return m;
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "majority of %d of %d signs".formatted(relevant, signs));
    return row;
  }
}
