package groklab.catalog.entry;

import groklab.catalog.Claim;
import groklab.catalog.check.Computed;
import groklab.catalog.check.Computed.Part;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.problem.AnswerTable;
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import groklab.zoo.recipe.Recipes;
import java.util.Arrays;
import java.util.List;

/// What can be calculated of [Nanda2023]: its set-up, and logits that are cosines of a+b-c.
final class TrigonometricAddition {
  private static final int P = 113;
  private static final int[] KEYS = {14, 35, 41, 42, 52};
  private static final String INDEPENDENT = "; values by an independent calculation";

  private TrigonometricAddition() {}

  static List<Claim> claims() {
    return List.of(
        Claim.of(
            "set-up",
            "30 % of addition mod 113 are 3,830 training pairs, the network has 226,816 weights.",
            "appendix A and the authors' code",
            new Computed(
                "counted",
                List.of(
                    Part.exactly("training pairs", 3_830, () -> problem(0).trainRows().length),
                    Part.exactly("others", 8_939, () -> problem(0).validationRows().length),
                    Part.exactly("weights", 226_816, TrigonometricAddition::weights)))),
        Claim.of(
            "split",
            "The training pairs are those of the authors' code, which shuffles with Python.",
            "the authors' code, transformers.py" + INDEPENDENT,
            new Computed(
                "sum of 113 a + b over the training pairs",
                List.of(
                    Part.exactly("seed 0", 24_672_933, () -> splitSum(0)),
                    Part.exactly("1", 24_321_622, () -> splitSum(1)),
                    Part.exactly("2", 24_161_830, () -> splitSum(2))))),
        Claim.of(
            "five-cosines-suffice",
            "Logits A Σ cos w_k(a+b-c) of the five key frequencies add mod 113: the loss is 1.03,"
                + " 0.0722, 2.18e-5, 8.26e-11 at A = 1, 2, 5, 10.",
            "section 3.1" + INDEPENDENT,
            new Computed(
                "mean cross-entropy",
                List.of(
                    loss("A = 1", 1.030031, 1, KEYS),
                    loss("2", 0.0721994, 2, KEYS),
                    loss("5", 2.17923e-5, 5, KEYS),
                    loss("10", 8.259e-11, 10, KEYS)))),
        Claim.of(
            "one-cosine-does-not",
            "One frequency alone leaves the loss at 2.317 even at A = 20; four of the five bring it"
                + " to 5.10e-7 and less.",
            "section 4.4" + INDEPENDENT,
            new Computed(
                "mean cross-entropy",
                List.of(
                    loss("one", 2.316998, 20, new int[] {14}),
                    loss("without 41", 4.62e-9, 20, new int[] {14, 35, 42, 52}),
                    loss("without 42", 5.55e-10, 20, new int[] {14, 35, 41, 52}),
                    loss("without 52", 5.10e-7, 20, new int[] {14, 35, 41, 42})))));
  }

  private static Problem problem(long seed) {
    return Recipes.load("nanda2023").task().problem(seed);
  }

  private static double weights() {
    return Recipes.load("nanda2023").model().network(problem(0)).layout().views().stream()
        .mapToDouble(ParameterLayout.View::size)
        .sum();
  }

  private static double splitSum(long seed) {
    Problem problem = problem(seed);
    AnswerTable table = problem.facet(Pairs.class).orElseThrow().table();
    return Arrays.stream(problem.trainRows())
        .mapToLong(row -> (long) P * table.x(row) + table.y(row))
        .sum();
  }

  /// Within 0.2 %: what is expected is known to three digits or more.
  private static Part loss(String label, double expected, double amplitude, int[] keys) {
    double tolerance = 2e-3 * expected;
    return new Part(
        label, () -> crossEntropy(amplitude, keys), expected - tolerance, expected + tolerance);
  }

  /// Of logits A Σ_k cos w_k(a+b-c). They depend on a+b-c alone, so it is the same for all pairs.
  private static double crossEntropy(double amplitude, int[] keys) {
    double others = 0;
    for (int distance = 1; distance < P; distance++) {
      double behind = 0;
      for (int k : keys) {
        behind += 1 - StrictMath.cos(2 * Math.PI * k * distance / P);
      }
      others += StrictMath.exp(-amplitude * behind);
    }
    return StrictMath.log1p(others);
  }
}
