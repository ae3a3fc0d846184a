package groklab.catalog.entry;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.AtMost;
import groklab.catalog.check.Ordered;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import java.util.List;

/// arXiv 2207.08799: a plateau without a gap.
public final class Barak2022 {
  private Barak2022() {}

  /// The entry.
  public static Entry entry() {
    Experiment three = Experiment.ofRecipe("k=3", "barak2022-parity", 5);
    return new Entry(
        "barak2022",
        "the parity of a few of many signs, fresh examples at every step",
        "Barak, Edelman, Goel, Kakade, Malach, Zhang: Hidden Progress in Deep Learning: SGD Learns"
            + " Parities Near the Computational Limit, arXiv 2207.08799",
        List.of(
            three.with("k=2", "task.parity=2"),
            three,
            three.with("n=30", "task.signs=30"),
            three.with("width 1000", "model.width=1000")),
        List.of(
            Claim.of(
                "plateau",
                "Accuracy stands at chance for a long time before it rises: at step 100 it is"
                    + " within 0.1 of one half.",
                "figure 1; step and band are ours",
                new Within("k=3", Reading.at("validation.accuracy", 100), 0.4, 0.6)),
            Claim.of(
                "no-gap",
                "What is trained on is never seen again, so both accuracies rise together.",
                "section 2, online learning; the band is ours",
                new Within("k=3", Reading.DELAY, 0.8, 1.2)),
            Claim.of(
                "longer-with-k",
                "The plateau is longer for the parity of more signs (like n^O(k)).",
                "theorem 1 and figure 1",
                new Ordered(List.of("k=2", "k=3"), Reading.GENERALISED)),
            Claim.of(
                "longer-with-n",
                "It is longer among more signs.",
                "theorem 1 and figure 1",
                new Ordered(List.of("k=3", "n=30"), Reading.GENERALISED)),
            Claim.of(
                "width-is-no-parallel-search",
                "Ten times the width does not shorten it ten times: it is no random search by many"
                    + " neurons.",
                "section 5; at least a third of the steps is our band",
                new AtMost("k=3", Reading.GENERALISED, 3, "width 1000", Reading.GENERALISED))),
        List.of(
            new Mutant(
                "the same 200 examples at every step",
                "k=3",
                List.of("task.fresh=false", "task.trainExamples=200"),
                List.of("no-gap"))),
        List.of(
            new Omission(
                "the Fourier gap of the first gradient", "a measure that is not built yet"),
            new Omission("15 architectures, label noise to 49 %", "not built yet")),
        List.of());
  }
}
