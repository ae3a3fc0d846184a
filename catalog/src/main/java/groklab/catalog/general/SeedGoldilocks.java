package groklab.catalog.general;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.AtMost;
import groklab.catalog.check.Check;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import java.util.List;

/// The statement that weight decay has a zone in which networks grok.
public final class SeedGoldilocks {
  private SeedGoldilocks() {}

  /// The entry.
  public static Entry entry() {
    Experiment base = SmallAddition.base();
    Experiment little = SmallAddition.littleDecay();
    Experiment eight = SmallAddition.decay("8.0", 1500);
    Experiment hundred = SmallAddition.decay("100.0", 1000);
    Experiment half = SmallAddition.decay("0.5", 2500);
    Experiment squares = SmallAddition.squares("squares, no decay", "0.6");
    Experiment gelu = SmallAddition.changed("GELU", "model.activation=\"gelu\"");
    return new Entry(
        "seed-goldilocks",
        "the zone of weight decay in which networks grok",
        "statements of secondary sources that this project began with; what they rest on is mostly"
            + " Manir, Rupa: A Systematic Empirical Study of Grokking, arXiv 2603.25009",
        List.of(base, little, half, eight, hundred, squares, gelu),
        List.of(
            claim(
                "too-low-memorises",
                "Too little decay (0.01): the training set is memorised.",
                new Within("decay 0.01", Reading.MEMORISED, 0, 1000)),
            claim(
                "too-low-stays",
                "It remains permanently trapped in an overfitted state. Not within 3,000 steps.",
                Within.never("decay 0.01", Reading.GENERALISED)),
            claim(
                "between-groks",
                "With decay between (1) it generalises late: T_grok is at least 3 T_mem.",
                new Within("base", Reading.DELAY, 3, 1e6)),
            claim(
                "too-high-collapses",
                "With too much decay (100) it learns neither circuit: the training accuracy ends"
                    + " below 0.5 (the band is ours).",
                new Within("decay 100.0", Reading.last(SmallAddition.TRAIN), 0, 0.5)),
            claim(
                "lower-end-of-zone",
                "Half the decay (0.5) lies in the zone, too.",
                new Within("decay 0.5", Reading.GENERALISED, 0, 2500)),
            claim(
                "narrow",
                "The zone is narrow: at 16 times that decay (8) the network no longer generalises"
                    + " (the factor is ours).",
                Within.never("decay 8.0", Reading.GENERALISED)),
            claim(
                "strictly",
                "It occurs strictly within that zone: a network without decay (one layer of"
                    + " squares, squared error) does not generalise.",
                Within.never("squares, no decay", Reading.GENERALISED)),
            claim(
                "gelu-faster",
                "GELU generalises sooner than ReLU, often up to four times: at most 0.8 of its time"
                    + " (the factor is ours).",
                new AtMost("GELU", Reading.GENERALISED, 0.8, "base", Reading.GENERALISED)),
            claim(
                "gelu-same-norm",
                "Where GELU generalises, its weights are as large as those of ReLU: their root mean"
                    + " square is at most 15 % larger ...",
                new AtMost("GELU", rms(), 1.15, "base", rms())),
            claim(
                "gelu-same-norm-below",
                "... and at most 15 % smaller (the spread of the source's five runs).",
                new AtMost("base", rms(), 1.15, "GELU", rms()))),
        List.of(
            new Mutant(
                "no decay where the zone should be",
                "base",
                List.of("optimizer.weightDecay=0.0"),
                List.of("between-groks")),
            new Mutant(
                "decay 100 called 0.01",
                "decay 0.01",
                List.of("optimizer.weightDecay=100.0"),
                List.of("too-low-memorises"))),
        List.of(
            new Omission(
                "perceptron against transformer at matched settings: delays of 2.18 and 1.11 to 1",
                "runs of 50,000 steps at width 512; the source's own last number is 1.90"),
            new Omission(
                "permanently",
                "a budget ends; 3,000 steps are about five times T_grok at decay 1")),
        List.of(
            "Strictly: one layer of squares with squared error generalises at step 64"
                + " without decay, in all seeds, soon after it memorises (step 28); with 40 %"
                + " of the pairs it did not within 1,500 steps. So the zone belongs to"
                + " networks trained with cross-entropy here, not to networks.",
            "GELU: attempts at the cause: (1) seeds 5 to 7: 658 steps, ReLU 646 with"
                + " seeds 5 to 9; (2) decay 0.5: 1,044 against 1,187, sooner by an eighth. The"
                + " source itself has runs in which the order is reversed."));
  }

  private static Reading rms() {
    return Reading.whenGeneralised("weights.rms");
  }

  private static Claim claim(String id, String text, Check check) {
    return Claim.of(id, text, "the statements this project began with", check)
        .smaller(SmallAddition.SMALLER);
  }
}
