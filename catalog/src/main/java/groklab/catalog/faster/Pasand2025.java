package groklab.catalog.faster;

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

/// Egalitarian gradient descent: all singular directions of a gradient at the same speed.
public final class Pasand2025 {
  private static final String SMALLER =
      "p = 79 alone (the paper: 79, 97, 127), 10,000 steps (about 1,600 epochs; 15,000 epochs);"
          + " descent stays egalitarian when unseen pairs"
          + " are right, where the authors' code goes back to the plain one.";

  /// As the authors' code has it: the decay is part of the gradient that is made egalitarian.
  private static final List<String> INSIDE =
      List.of(
          "optimizer.weightDecay=0",
          "optimizer.stage=[{ kind = \"l2-penalty\", parameters = [\"*.W\"], strength = 1e-4 },"
              + " { kind = \"egalitarian\", parameters = [\"layers.0.W\"] }]");

  private Pasand2025() {}

  /// The entry.
  public static Entry entry() {
    Experiment plain =
        Experiment.of(
            "plain",
            """
            name = "egalitarian-79"
            [task]
            modulus = 79
            trainFraction = 0.5
            tokens = "pair"
            [model]
            kind = "mlp"
            input = "onehot"
            hiddenLayers = 1
            width = 512
            init = "kaiming"
            [optimizer]
            kind = "sgd"
            learningRate = 0.7
            weightDecay = 1e-4
            decay = "coupled"
            warmupSteps = 0
            [training]
            batch = 512
            [budget]
            steps = 10000
            [probes]
            measures = ["loss", "accuracy"]
            """,
            3);
    return new Entry(
        "pasand2025",
        "whether a plateau is the slow directions of a gradient",
        "Saheb Pasand, Dohmatob: Egalitarian Gradient Descent, arXiv 2510.04930",
        List.of(
            plain,
            plain.with("egalitarian", INSIDE.toArray(String[]::new)),
            plain.with(
                "decay behind",
                "optimizer.stage=[{ kind = \"egalitarian\", parameters = [\"layers.0.W\"] }]")),
        List.of(
            claim(
                "few-epochs",
                "With the gradient of the first layer made egalitarian, addition is generalised to"
                    + " after a few epochs: within 100 of them.",
                "figure 1, in words; the number is ours",
                new Within("egalitarian", Reading.GENERALISED, 0, 700)),
            claim(
                "no-plateau",
                "There is no plateau: T_grok is at most twice T_mem.",
                "abstract, in words; the factor is ours",
                new Within("egalitarian", Reading.DELAY, 0, 2)),
            claim(
                "plain-fits",
                "Plain descent fits the training set within the budget.",
                "figure 1",
                new Within("plain", Reading.MEMORISED, 0, 10_000)),
            claim(
                "plain-waits",
                "And generalises at least three times as late, if it does.",
                "figure 1, in words; the factor is that of grokking here",
                new Within("plain", Reading.DELAY, 3, Double.POSITIVE_INFINITY)),
            claim(
                "ten-times",
                "Egalitarian descent needs at most a tenth of the steps to unseen pairs.",
                "up to 53 times fewer epochs, as reviews quote it; the factor is ours",
                new AtMost("egalitarian", Reading.GENERALISED, 0.1, "plain", Reading.GENERALISED)),
            claim(
                "decay-inside",
                "It is the decay inside the gradient: with the same decay added behind the"
                    + " egalitarian stage no run generalises.",
                "ours; seen before it was written down",
                Within.never("decay behind", Reading.GENERALISED))),
        List.of(
            new Mutant(
                "the decay in front of the stage where it should be behind it",
                "decay behind",
                INSIDE,
                List.of("decay-inside"))),
        List.of(
            new Omission(
                "columns of the gradient divided by their norms, the simpler variant",
                "not built here"),
            new Omission("sparse parity", "its figure's width, rate and batch are not at hand"),
            new Omission(
                "theory: exponents of the convergence", "of a linear model with features given")),
        List.of(
            "A plateau stays: fit at 283, generalised at about 1,300 steps, some 200 epochs."
                + " Attempts: (1) the decay behind the stage, as rules have it: none generalises;"
                + " (2) in front of it, as in the authors' code: these numbers. Plain descent went"
                + " on for 10,000 steps, 7.4 times as long, so ten times is left open."));
  }

  private static Claim claim(String id, String text, String source, Check check) {
    return Claim.of(id, text, source, check).smaller(SMALLER);
  }
}
