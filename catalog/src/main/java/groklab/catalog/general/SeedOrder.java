package groklab.catalog.general;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.AtMost;
import groklab.catalog.check.CurveReadings;
import groklab.catalog.check.Reading;
import java.util.List;

/// The statement that the components of a circuit develop one after another.
public final class SeedOrder {
  private static final String BASE = "base";
  private static final Reading EMBEDDING = CurveReadings.halfWay("fourier.embedding.gini");
  private static final Reading NEURONS = CurveReadings.halfWay("fourier.neuronFve.tuned");
  private static final Reading READOUT = CurveReadings.halfWay("fourier.logitMap.gini");

  private SeedOrder() {}

  /// The entry.
  public static Entry entry() {
    return new Entry(
        "seed-order",
        "the order in which the components of a circuit develop",
        "a statement of a secondary source that this project began with (seed 002): frequency-"
            + "selective neurons, rotations and readout do not appear simultaneously, they develop"
            + " in sequence",
        List.of(SmallAddition.base()),
        List.of(
            claim(
                "embedding-before-neurons",
                "The embedding is half-way to its final sparseness before the neurons are half-way"
                    + " to their final share of frequency-selective ones.",
                new AtMost(BASE, EMBEDDING, 1, BASE, NEURONS)),
            claim(
                "neurons-before-readout",
                "The neurons are half-way before the readout is.",
                new AtMost(BASE, NEURONS, 1, BASE, READOUT)),
            claim(
                "not-at-once",
                "They do not appear simultaneously: the embedding is half-way at least 1.25 times"
                    + " as early as the readout (the factor is ours).",
                new AtMost(BASE, EMBEDDING, 0.8, BASE, READOUT)),
            claim(
                "inside-before-outside",
                "The embedding is half-way before unseen accuracy is.",
                new AtMost(BASE, EMBEDDING, 1, BASE, CurveReadings.halfWay(SmallAddition.UNSEEN)))),
        List.of(
            new Mutant(
                "stopped at step 150, before a circuit forms",
                BASE,
                List.of("budget.steps=150"),
                List.of("neurons-before-readout"))),
        List.of(
            new Omission(
                "later components are functional only after earlier ones",
                "open: needs parts exchanged between checkpoints of one run"),
            new Omission(
                "ablations are diffuse before grokking and specific after it",
                "open: measures ablation.* show it; no number is stated")),
        List.of(
            "Embedding and neurons come together here: half-way at 510 and 505."
                + " Attempts at the cause: (1) seeds 5 to 9: 461 and 527, the order that is"
                + " claimed; (2) other measures, seeds 5 to 9: the powers of the embedding's"
                + " frequencies 308, the mean share of a neuron's best frequency 335. The"
                + " neurons' share is taken every 44 steps, so differences below that say"
                + " nothing.",
            "Accuracy is half-way before the embedding is (454 and 510; seeds 5 to 9:"
                + " 453 and 461), since the embedding goes on sparsening after it generalises;"
                + " by the powers of its frequencies it is half-way at 308, before accuracy."
                + " So this order depends on the measure."));
  }

  private static Claim claim(String id, String text, AtMost check) {
    return Claim.of(
            id, text, "that sentence; half of the way from step 0 to the end, our reading", check)
        .smaller(SmallAddition.SMALLER);
  }
}
