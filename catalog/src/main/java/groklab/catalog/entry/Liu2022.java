package groklab.catalog.entry;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.Computed;
import groklab.catalog.check.Computed.Part;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import groklab.engine.random.RandomStream;
import groklab.lab.linear.SymmetricEigenvalues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// arXiv 2205.10343: representations as parallelograms.
public final class Liu2022 {
  private static final String SHELF = "arXiv 2205.10343 and its code ejmichaud/grokking-squared";
  private static final int SPLITS = 400;
  private static final double ZERO = 1e-9;

  private Liu2022() {}

  /// The entry.
  public static Entry entry() {
    return new Entry(
        "liu2022",
        "ten numbers that learn to lie on a line",
        "Liu, Kitouni, Nolte, Michaud, Tegmark, Williams: Towards Understanding Grokking: An"
            + " Effective Theory of Representation Learning, arXiv 2205.10343",
        List.of(
            Experiment.ofRecipe("toy", "liu2022-toy", 5),
            Experiment.ofRecipe("theory", "liu2022-theory", 5)),
        List.of(
            Claim.of(
                "parallelograms",
                "The numbers 0 to p - 1 allow 3, 7, 13, 34, 70 parallelograms for p = 4, 5, 6, 8,"
                    + " 10.",
                SHELF + "; counted",
                new Computed(
                    "unordered pairs of different sums with the same value",
                    List.of(
                        Part.exactly("p = 4", 3, () -> pairs(allSums(4)).size()),
                        Part.exactly("5", 7, () -> pairs(allSums(5)).size()),
                        Part.exactly("6", 13, () -> pairs(allSums(6)).size()),
                        Part.exactly("8", 34, () -> pairs(allSums(8)).size()),
                        Part.exactly("10", 70, () -> pairs(allSums(10)).size())))),
            Claim.of(
                "rate",
                "The slowest mode that is not free shrinks with the third eigenvalue of the"
                    + " effective loss: 4, 2.857143, 1.846154, 1.176471, 0.857143 for p = 4, 5, 6,"
                    + " 8, 10.",
                SHELF + "; an independent calculation",
                new Computed(
                    "third smallest eigenvalue of the Hessian times Z0",
                    List.of(
                        eigenvalue(4, 4),
                        eigenvalue(5, 2.857143),
                        eigenvalue(6, 1.846154),
                        eigenvalue(8, 1.176471),
                        eigenvalue(10, 0.857143)))),
            Claim.of(
                "critical-share",
                "From about 40 % of the sums on (22 of 55) a line is the only solution: it is with"
                    + " 15, 20, 22, 25, 30, 35 known sums in 0, 0.16, 0.42, 0.77, 0.99, 1.0 of"
                    + " random choices.",
                SHELF
                    + ", r_c; shares by an independent simulation of 400 choices, tolerance three"
                    + " standard errors of a difference of two such",
                new Computed(
                    "share of %d random choices with rank p - 2".formatted(SPLITS),
                    List.of(
                        unique(15, 0),
                        unique(20, 0.16),
                        unique(22, 0.42),
                        unique(25, 0.77),
                        unique(30, 0.99),
                        unique(35, 1)))),
            Claim.of(
                "line-together",
                "When a line forms, known and unknown parallelograms close together.",
                "section 3, the effective loss; the band is ours",
                new Within("theory", Reading.DELAY, 1, 1.5)),
            Claim.of(
                "toy-train",
                "The default toy (embedding rate 1e-3, decoder rate 1e-4, no decay) knows 90 % of"
                    + " its training sums after about 1,130 steps.",
                SHELF + ", the example of seed 58; tolerance a factor of 1.5 either way",
                new Within("toy", Reading.MEMORISED, 753, 1_695)),
            Claim.of(
                "toy-generalises",
                "It then knows 90 % of the others after about 1,529 steps.",
                SHELF + ", the example of seed 58; tolerance a factor of 1.5 either way",
                new Within("toy", Reading.GENERALISED, 1_019, 2_294))),
        List.of(
            new Mutant(
                "fourteen known sums leave more than lines",
                "theory",
                List.of("task.knownSums=14"),
                List.of("line-together"))),
        List.of(
            new Omission("the phase maps over rates and decay", "a sweep of the full tier"),
            new Omission(
                "the transformer on addition mod 53 and its effective dimension", "not built yet"),
            new Omission("three phases on 1,000 images", "needs images"),
            new Omission("S3 by matrices of 3 x 3", "not built yet")),
        List.of(
            "The toy: the source's example is one seed (58) of its generators. Attempts at the"
                + " cause: (1) an independent PyTorch version reaches 90 % of the unseen sums with"
                + " 3 of 6 seeds, so it depends on the seed there, too; (2) from the initial"
                + " weights of our seeds 0 and 1 PyTorch takes the same path, so the training is"
                + " the same; (3) seed 2 ends evenly spaced, but two of its unseen sums have no"
                + " parallelogram in its training set. So the times of one seed are not those of"
                + " the median."));
  }

  private static Part eigenvalue(int numbers, double expected) {
    double tolerance = 1e-6 * expected;
    return new Part(
        "p = " + numbers,
        () -> {
          List<int[]> pairs = pairs(allSums(numbers));
          double[] values = eigenvalues(numbers, pairs);
          return 2 * values[2] / pairs.size();
        },
        expected - tolerance,
        expected + tolerance);
  }

  private static Part unique(int known, double share) {
    double error = 3 * Math.sqrt(2 * Math.max(share * (1 - share), 0.0025) / SPLITS);
    return new Part(
        Integer.toString(known),
        () -> uniqueShare(known),
        Math.max(0, share - error),
        Math.min(1, share + error));
  }

  private static double uniqueShare(int known) {
    int numbers = 10;
    List<int[]> sums = allSums(numbers);
    int unique = 0;
    for (int split = 0; split < SPLITS; split++) {
      RandomStream random = RandomStream.of(split, "critical-share");
      List<int[]> shuffled = new ArrayList<>(sums);
      for (int i = shuffled.size() - 1; i > 0; i--) {
        Collections.swap(shuffled, i, random.below(i, i + 1));
      }
      double[] values = eigenvalues(numbers, pairs(shuffled.subList(0, known)));
      long rank = Arrays.stream(values).filter(value -> value > ZERO).count();
      unique += rank == numbers - 2 ? 1 : 0;
    }
    return (double) unique / SPLITS;
  }

  /// i + j with i <= j.
  private static List<int[]> allSums(int numbers) {
    List<int[]> sums = new ArrayList<>();
    for (int i = 0; i < numbers; i++) {
      for (int j = i; j < numbers; j++) {
        sums.add(new int[] {i, j});
      }
    }
    return sums;
  }

  /// i, j, m, n with i + j = m + n, of two different sums.
  private static List<int[]> pairs(List<int[]> sums) {
    List<int[]> pairs = new ArrayList<>();
    for (int a = 0; a < sums.size(); a++) {
      for (int b = a + 1; b < sums.size(); b++) {
        int[] s = sums.get(a);
        int[] t = sums.get(b);
        if (s[0] + s[1] == t[0] + t[1]) {
          pairs.add(new int[] {s[0], s[1], t[0], t[1]});
        }
      }
    }
    return pairs;
  }

  /// Of the sum of row^T row over all pairs, row = e_i + e_j - e_m - e_n; ascending.
  private static double[] eigenvalues(int numbers, List<int[]> pairs) {
    double[][] matrix = new double[numbers][numbers];
    for (int[] pair : pairs) {
      double[] row = new double[numbers];
      row[pair[0]]++;
      row[pair[1]]++;
      row[pair[2]]--;
      row[pair[3]]--;
      for (int i = 0; i < numbers; i++) {
        for (int j = 0; j < numbers; j++) {
          matrix[i][j] += row[i] * row[j];
        }
      }
    }
    return SymmetricEigenvalues.ascending(matrix);
  }
}
