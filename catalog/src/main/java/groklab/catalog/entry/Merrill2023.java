package groklab.catalog.entry;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import java.util.List;

/// arXiv 2303.11873: grokking of sparse parity.
public final class Merrill2023 {
  private static final String SPEC =
      """
      name = "merrill2023"
      [task]
      kind = "sparse-parity"
      signs = 40
      parity = 3
      fresh = false
      trainExamples = 1000
      validationExamples = 1000
      [model]
      kind = "mlp"
      width = 1000
      init = "default"
      [optimizer]
      kind = "sgd"
      learningRate = 0.1
      weightDecay = 0.01
      decay = "coupled"
      warmupSteps = 0
      [training]
      batch = 32
      loss = "hinge"
      [budget]
      steps = 9600
      stopWhen = "never"
      [probes]
      measures = ["loss", "accuracy", "weights.l2"]
      trainThreshold = 0.98
      validationThreshold = 0.98
      """;

  private Merrill2023() {}

  /// The entry.
  public static Entry entry() {
    return new Entry(
        "merrill2023",
        "the parity of 3 of 40 signs, 1,000 examples",
        "Merrill, Tsilivis, Shukla: A Tale of Two Circuits: Grokking as Competition of Sparse and"
            + " Dense Subnetworks, arXiv 2303.11873",
        List.of(Experiment.of("parity", SPEC, 5)),
        List.of(
            Claim.of(
                "memorises-first",
                "Training accuracy saturates while unseen accuracy is near one half: at T_mem it is"
                    + " at most 0.65.",
                "figure 2; the band is ours",
                new Within(
                    "parity",
                    Reading.whenMemorised("validation.accuracy"),
                    Double.NEGATIVE_INFINITY,
                    0.65)),
            Claim.of(
                "then-generalises",
                "Unseen accuracy reaches 0.98 within the 300 epochs (9,600 steps).",
                "figure 2",
                new Within("parity", Reading.GENERALISED, 0, 9_600)),
            Claim.of(
                "late",
                "That is at least twice as late as the training accuracy.",
                "figure 2; the factor is ours",
                new Within("parity", Reading.DELAY, 2, Double.POSITIVE_INFINITY))),
        List.of(
            new Mutant(
                "labels that mean nothing: the parity of all 40 signs",
                "parity",
                List.of("task.parity=40"),
                List.of("then-generalises"))),
        List.of(
            new Omission(
                "the active subnetwork collapses to a few neurons",
                "effective sparsity is not built yet"),
            new Omission(
                "norms of the generalising and the other neurons",
                "needs the subnetwork of the end")),
        List.of(
            "The authors' network has one output, ours two, one for each class, and a validation"
                + " set of 1,000 examples instead of 100, whose accuracy is good to 5 points."));
  }
}
