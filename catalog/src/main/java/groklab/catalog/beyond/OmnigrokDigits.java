package groklab.catalog.beyond;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.AtMost;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import java.util.List;

/// arXiv 2210.01117: images.
public final class OmnigrokDigits {
  private static final String LARGE = "start x 8";
  private static final String USUAL = "start x 1";
  private static final String KEPT = "start x 8, no decay";
  private static final String PAPER = "start x 8, paper's size";
  private static final String TEXT = "images, and the code KindXiaoming/Omnigrok, mnist";
  private static final String SMALLER =
      "196 inputs and width 100 instead of 784 and 200; decay 0.1, 20,000 steps instead of 0.01,"
          + " 100,000.";
  private static final String UNSEEN = "validation.accuracy";
  private static final String NORM = "weights.l2";

  private OmnigrokDigits() {}

  /// The entry.
  public static Entry entry() {
    Experiment large = Experiment.ofRecipe(LARGE, "omnigrok-digits", 3);
    return new Entry(
        "omnigrok-digits",
        "1,000 handwritten digits, from weights that are too large",
        "Liu, Michaud, Tegmark: Omnigrok: Grokking Beyond Algorithmic Data, arXiv 2210.01117",
        List.of(
            large,
            large.with(USUAL, "model.initScale=1.0", "budget.steps=4000"),
            large.with(KEPT, "optimizer.weightDecay=0.0"),
            large.with(
                PAPER,
                "task.pool=1",
                "task.validationExamples=9000",
                "model.width=200",
                "optimizer.weightDecay=0.01",
                "training.precision=\"float64\"",
                "budget.steps=100000")),
        claims(),
        List.of(
            new Mutant(
                "the usual weights called too large",
                LARGE,
                List.of("model.initScale=1.0"),
                List.of("waits", "cannot-read-when-fitted"))),
        List.of(
            new Omission(
                "phase diagrams over the number of images, the start and the decay",
                "a sweep of the full tier"),
            new Omission(
                "the official test set of 10,000 images", "the package does not ship it"),
            new Omission(
                "reviews (two-layer LSTM) and molecules (graph convolutions)",
                "no such data and networks here")),
        List.of());
  }

  private static List<Claim> claims() {
    return List.of(
        Claim.of(
                "waits",
                "From eight times the usual weights a perceptron fits 1,000 digits (99 %) long"
                    + " before it reads 80 % of unseen ones: T_grok is at least three times T_mem.",
                TEXT + "; thresholds and factor are ours, 1,000 digits allow about 90 %",
                new Within(LARGE, Reading.DELAY, 3, Double.POSITIVE_INFINITY))
            .smaller(SMALLER),
        Claim.of(
                "comes",
                "It does come, within the budget.",
                TEXT,
                new Within(LARGE, Reading.GENERALISED, 0, 20_000))
            .smaller(SMALLER),
        Claim.of(
                "cannot-read-when-fitted",
                "When the training digits are fitted, unseen ones are read badly: at most 70 %.",
                TEXT + ", tens of percent; the bound is ours",
                new Within(LARGE, Reading.whenMemorised(UNSEEN), 0, 0.7))
            .smaller(SMALLER),
        Claim.of(
                "near-ninety",
                "In the end near 90 % of unseen digits are read: 85 to 93 %.",
                TEXT + "; the band is ours",
                new Within(LARGE, Reading.last(UNSEEN), 0.85, 0.93))
            .smaller(SMALLER),
        Claim.of(
                "usual-start-does-not-wait",
                "From the usual weights there is no delay: T_grok is at most 1.5 times T_mem.",
                TEXT + "; the factor is ours",
                new Within(USUAL, Reading.DELAY, 0, 1.5))
            .smaller(SMALLER),
        Claim.of(
                "norm-falls-first",
                "The norm of the weights falls before unseen digits are read: at T_grok it is at"
                    + " most 0.7 times that at T_mem.",
                "the LU mechanism; the factor is ours",
                new AtMost(
                    LARGE, Reading.whenGeneralised(NORM), 0.7, LARGE, Reading.whenMemorised(NORM)))
            .smaller(SMALLER),
        Claim.of(
                "no-decay-no-reading",
                "Without decay the norm stays, and unseen digits are not read within the budget.",
                "the LU mechanism",
                Within.never(KEPT, Reading.GENERALISED))
            .smaller(SMALLER),
        Claim.of(
                "waits-at-size",
                "At the paper's size T_grok is at least three times T_mem, too,",
                TEXT + "; thresholds and factor are ours",
                new Within(PAPER, Reading.DELAY, 3, Double.POSITIVE_INFINITY))
            .full(),
        Claim.of(
                "near-ninety-at-size",
                "and in the end near 90 % are read: 85 to 93 %.",
                TEXT + "; the band is ours",
                new Within(PAPER, Reading.last(UNSEEN), 0.85, 0.93))
            .full());
  }
}
