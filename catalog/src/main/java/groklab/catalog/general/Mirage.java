package groklab.catalog.general;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.AtMost;
import groklab.catalog.check.Computed;
import groklab.catalog.check.Computed.Part;
import groklab.catalog.check.CurveReadings;
import groklab.catalog.check.Reading;
import java.util.ArrayList;
import java.util.List;

/// arXiv 2304.15004: how much of a cliff is the score's, and how much the network's.
public final class Mirage {
  private static final String SEED = "secondary sources on grokking, after arXiv 2304.15004";
  private static final String BRIER = "validation.brier";
  private static final String BASE = "base";

  private Mirage() {}

  /// The entry.
  public static Entry entry() {
    return new Entry(
        "mirage",
        "the same runs seen through accuracy, loss and Brier score",
        "Schaeffer, Miranda, Koyejo: Are Emergent Abilities of Large Language Models a Mirage?,"
            + " arXiv 2304.15004",
        List.of(SmallAddition.base()),
        List.of(
            Claim.of(
                "exact-match-is-sharp",
                "With a chance of p for each of L tokens, all are right in p^L of the answers: for"
                    + " L = 5 and p = 0.5, 0.9, 0.99 in 0.03125, 0.59049, 0.95099, for L = 10 in"
                    + " 0.00098, 0.34868, 0.90438.",
                "arXiv 2304.15004, section 2; summed over all patterns of right and wrong tokens",
                new Computed(
                    "share of answers without a wrong token",
                    List.of(
                        exact(5, 0.5, 0.03125),
                        exact(5, 0.9, 0.59049),
                        exact(5, 0.99, 0.95099),
                        exact(10, 0.5, 0.00098),
                        exact(10, 0.9, 0.34868),
                        exact(10, 0.99, 0.90438)))),
            Claim.of(
                "edit-distance-is-smooth",
                "Meanwhile the wrong tokens fall like L(1 - p): 2.5, 0.5, 0.05 for L = 5.",
                "arXiv 2304.15004, section 2; summed over all patterns of right and wrong tokens",
                new Computed(
                    "mean number of wrong tokens",
                    List.of(wrong(5, 0.5, 2.5), wrong(5, 0.9, 0.5), wrong(5, 0.99, 0.05)))),
            onRuns(
                "brier-is-wider",
                "The Brier score improves over more of the run than accuracy.",
                new AtMost(
                    BASE,
                    CurveReadings.width(SmallAddition.UNSEEN, 1),
                    1,
                    BASE,
                    CurveReadings.width(BRIER, 1))),
            onRuns(
                "loss-is-wider",
                "So does the loss.",
                new AtMost(
                    BASE,
                    CurveReadings.width(SmallAddition.UNSEEN, 1),
                    1,
                    BASE,
                    CurveReadings.width(SmallAddition.UNSEEN_LOSS, 1))),
            onRuns(
                "cliff-dissolves",
                "The abruptness often dissolves entirely: the Brier score takes at least twice as"
                    + " many decades as accuracy (the factor is ours).",
                new AtMost(
                    BASE,
                    CurveReadings.width(SmallAddition.UNSEEN, 1),
                    0.5,
                    BASE,
                    CurveReadings.width(BRIER, 1))),
            onRuns(
                "loss-from-the-beginning",
                "The improvement was present from the beginning of training: when the training set"
                    + " is learnt, the unseen loss is lower than at the start.",
                new AtMost(
                    BASE,
                    Reading.whenMemorised(SmallAddition.UNSEEN_LOSS),
                    1,
                    BASE,
                    Reading.at(SmallAddition.UNSEEN_LOSS, 0))),
            onRuns(
                "brier-from-the-beginning",
                "So is the unseen Brier score.",
                new AtMost(BASE, Reading.whenMemorised(BRIER), 1, BASE, Reading.at(BRIER, 0)))),
        List.of(
            new Mutant(
                "decay 100, with which nothing is learnt and nothing rises",
                BASE,
                List.of("optimizer.weightDecay=100.0", "budget.steps=300"),
                List.of("brier-is-wider", "loss-is-wider"))),
        List.of(
            new Omission(
                "more test data removes apparent zeros",
                "the test set here is all pairs that are not trained on"),
            new Omission("language models' abilities by model size", "needs language models"),
            new Omission(
                "edit distance of a run", "answers are one token here; with several it is open")),
        List.of(
            "The cliff softens and does not dissolve: accuracy rises within 0.31"
                + " decades, the Brier score within 0.47, the loss within 0.96. Attempts at"
                + " the factor of 2 for the Brier score: (1) seeds 5 to 9: 0.30 and 0.41; (2)"
                + " 80 % of the pairs: 0.38 and 0.59; so it is about 1.5.",
            "Nor was the improvement there from the beginning: memorising makes unseen"
                + " loss and Brier score worse than guessing first. (1) seeds 5 to 9: loss 8.8"
                + " and Brier score 1.17 at T_mem, against 3.46 and 0.97 at the start; (2) 80"
                + " % of the pairs: 9.5 and 1.21."));
  }

  private static Claim onRuns(String id, String text, AtMost check) {
    return Claim.of(
            id, text, SEED + "; widths of 10 to 90 % after T_mem, in decades of steps", check)
        .smaller(SmallAddition.SMALLER);
  }

  private static Part exact(int tokens, double right, double expected) {
    return new Part(
        "L = %d, p = %s".formatted(tokens, right),
        () -> wrongTokens(tokens, right).getFirst(),
        expected - 5e-6,
        expected + 5e-6);
  }

  private static Part wrong(int tokens, double right, double expected) {
    return new Part(
        "p = " + right,
        () -> {
          List<Double> shares = wrongTokens(tokens, right);
          double mean = 0;
          for (int wrong = 0; wrong <= tokens; wrong++) {
            mean += wrong * shares.get(wrong);
          }
          return mean;
        },
        expected - 1e-9,
        expected + 1e-9);
  }

  /// Probability of 0, 1, ... wrong tokens, pattern by pattern.
  private static List<Double> wrongTokens(int tokens, double right) {
    double[] shares = new double[tokens + 1];
    for (int pattern = 0; pattern < 1 << tokens; pattern++) {
      double probability = 1;
      for (int i = 0; i < tokens; i++) {
        probability *= (pattern >> i & 1) == 1 ? 1 - right : right;
      }
      shares[Integer.bitCount(pattern)] += probability;
    }
    List<Double> list = new ArrayList<>();
    for (double share : shares) {
      list.add(share);
    }
    return list;
  }
}
