package groklab.catalog.entry;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.Ordered;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import java.util.List;

/// arXiv 2309.02390: circuits that differ in speed and cost. All runs are without randomness.
public final class Varma2023 {
  private static final String MODEL = "section 3 and appendix D, composed as our reading";
  private static final String TRAIN = "train.loss";
  private static final String UNSEEN = "validation.loss";
  private static final double LEARNT = 0.1;

  private Varma2023() {}

  /// The entry.
  public static Entry entry() {
    Experiment base = Experiment.ofRecipe("two circuits", "varma2023-circuits", 1);
    return new Entry(
        "varma2023",
        "two circuits of four weights",
        "Varma, Shah, Kenton, Kramár, Kumar: Explaining grokking through circuit efficiency, arXiv"
            + " 2309.02390",
        List.of(
            base,
            base.with("long", "budget.steps=100000"),
            base.with("no cost", "optimizer.stage=[]", "budget.steps=120000"),
            base.with("costs exchanged", costs(2, 1), "budget.steps=120000"),
            base.with("equal speed", "model.general=1.0"),
            base.with("faster", "model.general=0.05"),
            base.with("slower", "model.general=0.0005")),
        List.of(
            Claim.of(
                "memory-first",
                "The memory is learned by step 305: the training loss falls below 0.1.",
                MODEL + "; an independent calculation, and 5 % for the distance of probes",
                new Within("two circuits", Reading.firstAtMost(TRAIN, LEARNT), 305, 321)),
            Claim.of(
                "general-later",
                "The general circuit takes over by step 13,142: the unseen loss falls below 0.1.",
                MODEL + "; an independent calculation, and 5 % for the distance of probes",
                new Within("two circuits", Reading.firstAtMost(UNSEEN, LEARNT), 13_142, 13_800)),
            Claim.of(
                "at-rest",
                "At step 100,000 the unseen loss is 0.04414: the circuits' sizes have the ratio"
                    + " (P_M/P_G)^(2κ/(2-κ)) = 8.",
                MODEL + "; an independent calculation, 1 %",
                new Within("long", Reading.last(UNSEEN), 0.0437, 0.0446)),
            Claim.of(
                "no-decay-no-grokking",
                "Without the cost of norm it never generalises.",
                MODEL,
                Within.never("no cost", Reading.firstAtMost(UNSEEN, LEARNT))),
            Claim.of(
                "efficiency-decides",
                "With the costs exchanged it never generalises.",
                MODEL,
                Within.never("costs exchanged", Reading.firstAtMost(UNSEEN, LEARNT))),
            Claim.of(
                "equal-speed-no-plateau",
                "With equal speeds it generalises by step 3,954.",
                MODEL + "; an independent calculation, and 5 % for the distance of probes",
                new Within("equal speed", Reading.firstAtMost(UNSEEN, LEARNT), 3_954, 4_152)),
            Claim.of(
                "slower-later",
                "The slower the general circuit learns, the later it takes over.",
                MODEL,
                new Ordered(
                    List.of("equal speed", "faster", "two circuits", "slower"),
                    Reading.firstAtMost(UNSEEN, LEARNT)))),
        List.of(
            new Mutant(
                "no cost of norm",
                "two circuits",
                List.of("optimizer.stage=[]"),
                List.of("general-later")),
            new Mutant(
                "a wrong exponent of the norm (κ = 1)",
                "long",
                List.of(costs(1, 2).replace("cost=", "kappa=1.0,cost=")),
                List.of("at-rest"))),
        List.of(
            new Omission(
                "efficiency against data size", "needs networks at several decays; full tier"),
            new Omission(
                "ungrokking below a critical size",
                "recipe ungrok shows it; the sweep is not run yet"),
            new Omission("semi-grokking", "10 seeds x 20 sizes of very long runs")),
        List.of());
  }

  /// @param general cost of the general circuit
  private static String costs(int general, int memory) {
    return ("optimizer.stage=[{kind=\"circuit-cost\",parameters=[\"general.*\"],cost=%d.0},"
            + "{kind=\"circuit-cost\",parameters=[\"memory.*\"],cost=%d.0}]")
        .formatted(general, memory);
  }
}
