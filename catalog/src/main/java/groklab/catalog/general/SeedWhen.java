package groklab.catalog.general;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.Check;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import java.util.List;

/// A table of when networks grok and when they do not, row by row.
public final class SeedWhen {
  private SeedWhen() {}

  /// The entry.
  public static Entry entry() {
    Experiment none = SmallAddition.decay("0.0", 3000);
    Experiment few =
        SmallAddition.changed("share 0.2", "task.trainFraction=0.2", "budget.steps=3000");
    Experiment dropout =
        SmallAddition.changed(
            "dropout",
            "optimizer.weightDecay=0.0",
            "model.dropout=0.2",
            "budget.steps=3000",
            "budget.stopWhen=\"generalised\"");
    return new Entry(
        "seed-when",
        "when grokking happens and when it does not",
        "a table of a secondary source that this project began with (seed 001, When Grokking"
            + " Happens)",
        List.of(
            SmallAddition.base(),
            none,
            few,
            dropout,
            SmallAddition.decay("100.0", 1000),
            SmallAddition.squares("squares, no decay", "0.6"),
            SmallAddition.squares("squares, no decay, share 0.4", "0.4")),
        List.of(
            claim(
                "small-and-decay",
                "Small structured data set, weight decay: yes. T_grok is at least 3 T_mem.",
                new Within("base", Reading.DELAY, 3, 1e6)),
            claim(
                "two-layers-no-decay",
                "A network of two layers without decay: sometimes. One layer of squares with"
                    + " squared error generalises.",
                new Within("squares, no decay", Reading.GENERALISED, 0, 1500)),
            claim(
                "two-layers-no-decay-late",
                "It does so late where there are fewer pairs (40 %): T_grok is at least 3 T_mem.",
                new Within("squares, no decay, share 0.4", Reading.DELAY, 3, 1e6)),
            claim(
                "no-pressure",
                "No decay and no other pressure: rarely. Cross-entropy and ReLU: not within 3,000"
                    + " steps.",
                Within.never("decay 0.0", Reading.GENERALISED)),
            claim(
                "too-small",
                "Data set too small (20 %): no. Not within 3,000 steps.",
                Within.never("share 0.2", Reading.GENERALISED)),
            claim(
                "too-small-to-memorise",
                "Because the network cannot memorise it.",
                Within.never("share 0.2", Reading.MEMORISED)),
            claim(
                "very-high-decay",
                "Very high decay (100): no, it prevents memorising entirely.",
                Within.never("decay 100.0", Reading.MEMORISED)),
            claim(
                "dropout-alone",
                "Dropout instead of decay: unclear. Asked here, as the source takes no side: with"
                    + " dropout 0.2 it generalises within 3,000 steps.",
                new Within("dropout", Reading.GENERALISED, 0, 3000))),
        List.of(
            new Mutant(
                "decay 1 where there should be 100",
                "decay 100.0",
                List.of("optimizer.weightDecay=1.0"),
                List.of("very-high-decay")),
            new Mutant(
                "four fifths of the pairs where there should be a fifth",
                "share 0.2",
                List.of("task.trainFraction=0.8"),
                List.of("too-small"))),
        List.of(
            new Omission(
                "large data set of text or images, weight decay: sometimes",
                "open: needs such data")),
        List.of(
            "Squares with 40 % of the pairs: (1) 5,000 steps, two seeds: still at chance; (2) 45 %:"
                + " at most 0.24 after 1,500 steps; 50 %: one of three seeds, T_grok / T_mem ="
                + " 22.5. So there is a place where it groks without decay, between half and 60 %"
                + " of the pairs, and 40 % is too few.",
            "Too small to memorise: the fewer the pairs, the sooner they are memorised:"
                + " step 11 for 192 of them. (1) 48 pairs: step 6; (2) a network of width 4"
                + " cannot memorise the 192 (training accuracy 0.49 at step 1,000), but that"
                + " is too small a network, not too small a data set. The answer of the row"
                + " holds, its reason does not.",
            "Dropout: (1) rate 0.2 leaves it at memorising for 3,000 steps in all seeds; (2) rate"
                + " 0.5 ends at an unseen accuracy of 0.13 after 3,000 steps, two seeds."));
  }

  private static Claim claim(String id, String text, Check check) {
    return Claim.of(id, text, "that table", check).smaller(SmallAddition.SMALLER);
  }
}
