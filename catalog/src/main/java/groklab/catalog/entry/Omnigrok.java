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
import java.util.ArrayList;
import java.util.List;

/// arXiv 2210.01117: grokking by the norm of the initial weights.
public final class Omnigrok {
  private static final String TEXT = "section 3, figure 3";
  private static final String SMALLER = "20,000 steps instead of 100,000; decay 1, 0.3, 0.1, 0.";
  private static final String LANDSCAPE =
      "three norms instead of twenty, 5,000 steps each; the best of what was probed.";
  private static final String NORM = "weights.l2";
  private static final String UNSEEN = "validation.loss";
  private static final String TRAIN = "train.loss";
  private static final String FAST = "decay 1";
  private static final String MIDDLE = "decay 0.3";
  private static final String SLOW = "decay 0.1";
  private static final String NONE = "decay 0";
  private static final String SMALL_START = "small start";
  private static final String SMALL_NORM = "norm 1/4";
  private static final String OWN_NORM = "norm 1";
  private static final String LARGE_NORM = "norm 4";
  private static final String HOLD = "optimizer.stage=[{kind=\"weight-norm\"}]";

  /// Twice the usual initial weights, biases included.
  private static final String SPEC =
      """
      name = "omnigrok"
      [task]
      kind = "teacher-student"
      tolerance = 0.001
      [model]
      kind = "mlp"
      hiddenLayers = 2
      width = 100
      activation = "tanh"
      init = "default"
      initScale = 2.0
      [optimizer]
      kind = "adamw"
      learningRate = 0.0003
      weightDecay = 1.0
      beta2 = 0.999
      warmupSteps = 0
      [training]
      loss = "mean-squared-error"
      [budget]
      steps = 20000
      stopWhen = "generalised"
      [probes]
      measures = ["loss", "accuracy", "weights.l2"]
      trainThreshold = 0.95
      validationThreshold = 0.95
      """;

  private Omnigrok() {}

  /// The entry.
  public static Entry entry() {
    Experiment fast = Experiment.of(FAST, SPEC, 3);
    Experiment sphere =
        fast.with(
            OWN_NORM,
            HOLD,
            "model.initScale=1.0",
            "optimizer.weightDecay=0.0",
            "budget.steps=5000",
            "budget.stopWhen=\"never\"");
    List<Claim> claims = new ArrayList<>(teacher());
    claims.addAll(landscape());
    claims.addAll(addition());
    claims.addAll(full());
    return new Entry(
        "omnigrok",
        "grokking by the norm of the initial weights",
        "Liu, Michaud, Tegmark: Omnigrok: Grokking Beyond Algorithmic Data, arXiv 2210.01117",
        List.of(
            fast,
            fast.with(MIDDLE, "optimizer.weightDecay=0.3"),
            fast.with(SLOW, "optimizer.weightDecay=0.1"),
            fast.with(NONE, "optimizer.weightDecay=0.0"),
            fast.with(SMALL_START, "optimizer.weightDecay=0.1", "model.initScale=0.5"),
            sphere,
            sphere.with(SMALL_NORM, "model.initScale=0.25"),
            sphere.with(LARGE_NORM, "model.initScale=4.0"),
            Nanda2023.small()
                .with(
                    "addition held",
                    HOLD,
                    "model.initScale=0.8",
                    "optimizer.weightDecay=0.0",
                    "budget.stopWhen=\"generalised\"",
                    "probes.measures=[\"loss\",\"accuracy\"]"),
            fast.with("decay 0.03", "optimizer.weightDecay=0.03", "budget.steps=100000"),
            Nanda2023.mainline()),
        claims,
        List.of(
            new Mutant(
                "no weight decay",
                FAST,
                List.of("optimizer.weightDecay=0.0"),
                List.of("shrinks", "decay-carries-down")),
            new Mutant(
                "four times the norm called the usual one",
                OWN_NORM,
                List.of("model.initScale=4.0"),
                List.of("u-left", "u-right"))),
        List.of(
            new Omission("1,000 images", "they are a system of their own here, omnigrok-digits"),
            new Omission(
                "1,000 reviews (two-layer LSTM), 200 molecules (graph convolutions)",
                "no such data and networks here"),
            new Omission(
                "landscapes over the size of the training set", "a sweep of the full tier"),
            new Omission(
                "the critical norm w_c itself",
                "three norms say on which sides of it they lie, not where it is")),
        List.of(
            "Right is a mean squared error below 0.001 as in the authors' code; their text has"
                + " 0.01. The norm here counts each weight once; their notebook counts the first"
                + " layer's twice.",
            "Time to fit: less decay makes it 1.27 times as long, by the code's tolerance."
                + " Attempts at the cause: (1) seeds 3 to 5, 605 against 472 steps, 1.28 times;"
                + " (2) the text's tolerance of 0.01, seeds 3 to 5, 176 against 167 steps, 1.05"
                + " times. By step 543 decay 1 has taken 15 % of the norm, and the finer tolerance"
                + " is met sooner on less norm.",
            "Small start: generalises at step 1,658, nine times as soon as from the large start"
                + " (14,982), but 3.4 times as late as it fits. Attempts: (1) seeds 3 to 5, 2.3"
                + " times; (2) these with decay 1, 2.8 times; (3) tolerance 0.01, both at step 20."
                + " So our factor of 3 lies within what seeds do.",
            "A first mutant, the large norm not held but decayed, did not upset u-right: it"
                + " shrinks to where the unseen loss is 2.4e-4, still above 9.4e-5.",
            "Addition with the norm held: seed 0 reached neither threshold within 2,000 steps"
                + " (training accuracy 0.89 at the end); the others reached both within 365."));
  }

  private static List<Claim> teacher() {
    return List.of(
        Claim.of(
                "generalises-late",
                "From twice the usual weights a student fits first and generalises later: at least"
                    + " twice as late, decay 0.1.",
                TEXT + "; the factor is ours",
                new Within(SLOW, Reading.DELAY, 2, Double.POSITIVE_INFINITY))
            .smaller(SMALLER),
        Claim.of(
                "decay-carries-down",
                "Decay brings it to the weights that generalise.",
                TEXT,
                new Within(FAST, Reading.GENERALISED, 0, 20_000))
            .smaller(SMALLER),
        Claim.of(
                "no-decay-no-grokking",
                "Without decay it does not come there.",
                TEXT,
                Within.never(NONE, Reading.GENERALISED))
            .smaller(SMALLER),
        Claim.of(
                "time-is-one-over-decay",
                "The time to 95 % of unseen examples goes with 1/γ: with decay 0.3 at least 2.2"
                    + " times that with 1,",
                TEXT + "; a third off 1/0.3 is our band",
                new AtMost(FAST, Reading.GENERALISED, 1 / 2.2, MIDDLE, Reading.GENERALISED))
            .smaller(SMALLER),
        Claim.of(
                "and-not-more",
                "and at most 4.4 times.",
                TEXT + "; a third off 1/0.3 is our band",
                new AtMost(MIDDLE, Reading.GENERALISED, 4.4, FAST, Reading.GENERALISED))
            .smaller(SMALLER),
        Claim.of(
                "less-decay-later",
                "The less decay, the later.",
                TEXT,
                new Ordered(List.of(FAST, MIDDLE, SLOW), Reading.GENERALISED))
            .smaller(SMALLER),
        Claim.of(
                "fitting-needs-no-decay",
                "The time to 95 % of training examples does not depend on γ: with decay 0.1 at most"
                    + " 1.25 times that with 1,",
                TEXT + "; the factor is ours",
                new AtMost(SLOW, Reading.MEMORISED, 1.25, FAST, Reading.MEMORISED))
            .smaller(SMALLER),
        Claim.of(
                "nor-is-it-slowed",
                "and at least 0.8 times.",
                TEXT + "; the factor is ours",
                new AtMost(FAST, Reading.MEMORISED, 1.25, SLOW, Reading.MEMORISED))
            .smaller(SMALLER),
        Claim.of(
                "small-start-is-quick",
                "From half the usual weights it is quick: decay 0.1, before three times T_mem.",
                TEXT + "; the factor is ours",
                new Within(SMALL_START, Reading.DELAY, 0, 3))
            .smaller(SMALLER),
        Claim.of(
                "shrinks",
                "After fitting, weights shrink by 1 - ηγ a step: at step 1,000 to at most"
                    + " exp(-0.3) = 0.741 of the first, with 3 % room.",
                "section 2, t = ln(w0/w_c)/γ; the room is ours",
                new AtMost(FAST, Reading.at(NORM, 1_000), 0.763, FAST, Reading.at(NORM, 0)))
            .smaller(SMALLER));
  }

  private static List<Claim> landscape() {
    return List.of(
        Claim.of(
                "l-shape",
                "The least training loss at a norm is L-shaped: large below a critical norm, small"
                    + " above. At the usual norm it is at most a tenth of that at a quarter of it,",
                TEXT + "; the factor is ours",
                new AtMost(OWN_NORM, Reading.lowest(TRAIN), 0.1, SMALL_NORM, Reading.lowest(TRAIN)))
            .smaller(LANDSCAPE),
        Claim.of(
                "l-shape-flat",
                "and at four times it, too.",
                TEXT + "; the factor is ours",
                new AtMost(
                    LARGE_NORM, Reading.lowest(TRAIN), 0.1, SMALL_NORM, Reading.lowest(TRAIN)))
            .smaller(LANDSCAPE),
        Claim.of(
                "u-left",
                "The least unseen loss is U-shaped: at the usual norm lower than at a quarter of"
                    + " it,",
                TEXT + ", minimum near 1",
                new Ordered(List.of(OWN_NORM, SMALL_NORM), Reading.lowest(UNSEEN)))
            .smaller(LANDSCAPE),
        Claim.of(
                "u-right",
                "and lower than at four times it.",
                TEXT + ", minimum near 1",
                new Ordered(List.of(OWN_NORM, LARGE_NORM), Reading.lowest(UNSEEN)))
            .smaller(LANDSCAPE));
  }

  private static List<Claim> addition() {
    return List.of(
        Claim.of(
                "held-norm-removes-delay",
                "Addition with the norm held at 0.8 of the first does not wait: it generalises"
                    + " before three times T_mem.",
                "section 5, figure 8; the factor is ours",
                new Within("addition held", Reading.DELAY, 0, 3))
            .smaller(Nanda2023.SMALLER),
        Claim.of(
                "held-norm-is-soon",
                "It does so within a few hundred epochs.",
                "section 5, figure 8; at most 1,000 is our band",
                new Within("addition held", Reading.GENERALISED, 0, 1_000))
            .smaller(Nanda2023.SMALLER));
  }

  private static List<Claim> full() {
    return List.of(
        Claim.of(
                "slowest",
                "With decay 0.03 it takes longer than with 0.1.",
                TEXT,
                new Ordered(List.of(SLOW, "decay 0.03"), Reading.GENERALISED))
            .full(),
        Claim.of(
                "norm-peak",
                "The transformer of nanda2023 grows to a norm of 60.6 while it memorises",
                "the authors' run of mod-addition; our band is 10 % either way",
                new Within("mainline", Reading.highest(NORM), 54.5, 66.7))
            .full(),
        Claim.of(
                "norm-after",
                "and shrinks to 30.4 when it has generalised.",
                "the authors' run of mod-addition; our band is 10 % either way",
                new Within("mainline", Reading.last(NORM), 27.4, 33.4))
            .full());
  }
}
