package groklab.catalog.numeric;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.Check;
import groklab.catalog.check.Ordered;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import java.util.List;

/// Softmax collapse, and gradients without their part along the weights.
public final class Prieto2025 {
  private static final String COLLAPSED = "numerics.softmaxCollapseShare";
  private static final String SMALLER =
      "addition mod 23, half of the pairs, 3,000 steps (recipe collapse).";

  private Prieto2025() {}

  /// The entry.
  public static Entry entry() {
    Experiment perpendicular = Experiment.ofRecipe("perpendicular", "prieto2025-perpendicular", 5);
    Experiment half = Experiment.ofRecipe("float16", "collapse", 3);
    return new Entry(
        "prieto2025",
        "how rounding stops learning, and what goes on without it",
        "Prieto, Barsbey, Mediano, Birdal: Grokking at the Edge of Numerical Stability,"
            + " arXiv 2501.04697",
        List.of(
            perpendicular,
            perpendicular.with("plain", "optimizer.stage=[]"),
            half,
            half.with("float32", "training.lossPrecision=\"float32\""),
            half.with("float64", "training.lossPrecision=\"float64\"")),
        List.of(
            Claim.of(
                "no-delay",
                "Without weight decay, gradients without their part along the weights end the"
                    + " delay: T_grok is at most twice T_mem.",
                "figure 1a, in words; the factor is ours",
                new Within("perpendicular", Reading.DELAY, 0, 2)),
            Claim.of(
                "all-learned",
                "They bring unseen pairs to 0.95 within the 300 steps of the figure.",
                "figure 1a and its script",
                new Within("perpendicular", Reading.GENERALISED, 0, 300)),
            Claim.of(
                "baseline",
                "The same without them does not generalise within 500 steps.",
                "figure 6a, in words",
                Within.never("plain", Reading.GENERALISED)),
            small(
                "collapses",
                "In float16 the softmax of more than half of the training examples collapses after"
                    + " they are learned.",
                "figure 2",
                new Within(
                    "float16",
                    Reading.firstAtLeast(COLLAPSED, 0.5).minus(Reading.MEMORISED),
                    1,
                    3000)),
            small(
                "sooner-in-float16",
                "Sooner in float16 than in float32.",
                "figure 2",
                new Ordered(List.of("float16", "float32"), Reading.firstAtLeast(COLLAPSED, 0.5))),
            small(
                "later-in-float64",
                "And in float32 than in float64.",
                "figure 2",
                new Ordered(List.of("float32", "float64"), Reading.firstAtLeast(COLLAPSED, 0.5))),
            small(
                "stays",
                "Learning stops there: unseen pairs are not generalised to in float16.",
                "figure 2",
                Within.never("float16", Reading.GENERALISED)),
            small(
                "precision-alone",
                "At the smallest share of the data float64 does not bring generalisation either.",
                "figure 1c and the first panel of figure 2",
                Within.never("float64", Reading.GENERALISED))),
        List.of(
            new Mutant(
                "weights free to move where gradients should be perpendicular",
                "perpendicular",
                List.of("optimizer.stage=[]"),
                List.of("no-delay", "all-learned")),
            new Mutant(
                "float64 where there should be float16",
                "float16",
                List.of("training.lossPrecision=\"float64\""),
                List.of("collapses"))),
        List.of(
            new Omission(
                "StableMax brings generalisation without decay (figures 1b and 4)",
                "80,000 to 100,000 steps; looked at on seed 10 with mod 31 (60 and 70 % of the"
                    + " pairs) and mod 47 (50 %): at most 0.06 of the unseen after 8,000 steps"),
            new Omission(
                "more data and more precision, higher accuracy (the other panels of figure 2)",
                "20,000 steps each at three shares"),
            new Omission(
                "the transformer of figure 6b", "not built here: dropout after its norms")),
        List.of(
            "float32 against float64: in neither has a softmax of a training example collapsed by"
                + " step 3,000 (highest share 0, seeds 0 to 2), so their order is left open."));
  }

  private static Claim small(String id, String text, String source, Check check) {
    return Claim.of(id, text, source, check).smaller(SMALLER);
  }
}
