package groklab.catalog.beyond;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.AtMost;
import groklab.catalog.check.Exponent;
import groklab.catalog.check.Exponent.Place;
import groklab.catalog.check.Ordered;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import java.util.ArrayList;
import java.util.List;

/// arXiv 2311.18817: a lazy implicit bias, and a rich one after log(α)/λ.
public final class Lyu2023 {
  private static final String SMALLER =
      "500 signs and 100 examples instead of 100,000 and 256; α is 8 for each weight instead of"
          + " 0.286, decay 0.1 instead of 0.001.";
  private static final String BASE = "start 8, decay 0.1";
  private static final String MIDDLE = "start 4, decay 0.1";
  private static final String SMALL = "start 2, decay 0.1";
  private static final String STRONG = "start 8, decay 0.2";
  private static final String WEAK = "start 8, decay 0.05";
  private static final String NONE = "start 8, no decay";
  private static final String DENSE = "every sign counts";
  private static final String NORM = "weights.l2";
  private static final String UNSEEN = "validation.accuracy";
  private static final String ORACLE =
      "; 0.61 to 0.64 by linear programming and a support vector machine, three draws";

  /// By the law this is proportional to α at T_grok = (ln α + constant)/(λη).
  private static final Reading SHRUNK =
      new Reading(
          "exp(λη·T_grok)",
          run -> StrictMath.exp(0.1 * 1e-3 * Reading.GENERALISED.number().applyAsDouble(run)));

  private Lyu2023() {}

  /// The entry.
  public static Entry entry() {
    Experiment base = Experiment.ofRecipe(BASE, "lyu2023-diagonal", 3);
    List<Claim> claims = new ArrayList<>(sparse());
    claims.addAll(law());
    claims.addAll(dense());
    return new Entry(
        "lyu2023",
        "early and late implicit bias of a diagonal linear network",
        "Lyu, Jin, Li, Du, Lee, Hu: Dichotomy of Early and Late Phase Implicit Biases Can Provably"
            + " Induce Grokking, arXiv 2311.18817",
        List.of(
            base,
            base.with(MIDDLE, "model.initScale=4.0"),
            base.with(SMALL, "model.initScale=2.0"),
            base.with(STRONG, "optimizer.weightDecay=0.2"),
            base.with(WEAK, "optimizer.weightDecay=0.05", "budget.steps=200000"),
            base.with(NONE, "optimizer.weightDecay=0.0"),
            base.with(
                DENSE,
                "task.relevant=499",
                "task.lead=67",
                "task.trainExamples=50",
                "budget.stopWhen=\"never\"")),
        claims,
        List.of(
            new Mutant(
                "no weight decay",
                BASE,
                List.of("optimizer.weightDecay=0.0"),
                List.of("groks", "shrinks"))),
        List.of(
            new Omission(
                "modular addition by a homogeneous network",
                "10^5 to 10^6 steps of width 1,024; full tier"),
            new Omission("matrix completion", "not built yet"),
            new Omission(
                "the margins themselves, and cosines with the two directions",
                "needs a solver of the two programs; their accuracies stand in for them"),
            new Omission(
                "the bounds (1 ∓ c)·ln(α)/λ as numbers",
                "they are limits of large α; the claims here are how the time grows")),
        List.of(
            "A first mutant, a start of 0.1, did not upset groks: T_mem is 1, 1 and 2,751 there"
                + " (seeds 0 to 2), T_grok 11,291, 8,830 and 6,948. So a late T_grok alone does not"
                + " tell a lazy start; how it grows with the start does."));
  }

  private static List<Claim> sparse() {
    return List.of(
        Claim.of(
                "groks",
                "It fits at once and generalises later: at least ten times as late.",
                "sparse classification; the factor is ours",
                new Within(BASE, Reading.DELAY, 10, 1e9))
            .smaller(SMALLER),
        Claim.of(
                "early-bias",
                "Until about ln(α)/(λη), here half of it, step 10,000, it is the direction of"
                    + " largest margin by Σ w²: right on 58 to 70 % of unseen examples.",
                "kernel regime up to (1 - c)·ln(α)/λ" + ORACLE + ", and room of 1,000 answers",
                new Within(BASE, Reading.at(UNSEEN, 10_000), 0.58, 0.70))
            .smaller(SMALLER),
        Claim.of(
                "shrinks",
                "There the weights only shrink, by exp(-λt): at step 10,000 they are at most"
                    + " exp(-1) = 0.368 of the first, with 3 % room,",
                "kernel regime, θ(t) ~ α·exp(-λt)·θ(0); the room is ours",
                new AtMost(BASE, Reading.at(NORM, 10_000), 0.379, BASE, Reading.at(NORM, 0)))
            .smaller(SMALLER),
        Claim.of(
                "shrinks-no-faster",
                "and at least that.",
                "kernel regime, θ(t) ~ α·exp(-λt)·θ(0); the room is ours",
                new AtMost(BASE, Reading.at(NORM, 0), 1 / 0.357, BASE, Reading.at(NORM, 10_000)))
            .smaller(SMALLER),
        Claim.of(
                "norm-collapses",
                "When it generalises, the norm has collapsed: to less than a tenth of the first.",
                "sparse classification; the factor is ours",
                new AtMost(BASE, Reading.whenGeneralised(NORM), 0.1, BASE, Reading.at(NORM, 0)))
            .smaller(SMALLER),
        Claim.of(
                "no-decay-no-jump",
                "Without decay it does not come within 100,000 steps.",
                "appendix: it comes, but slowly; the budget is ours",
                Within.never(NONE, Reading.GENERALISED))
            .smaller(SMALLER));
  }

  private static List<Claim> law() {
    return List.of(
        Claim.of(
                "one-over-decay",
                "The time of the jump goes with 1/λ.",
                "transition at ln(α)/λ; 0.15 either way is our band",
                new Exponent(
                    "decay",
                    List.of(new Place(WEAK, 0.05), new Place(BASE, 0.1), new Place(STRONG, 0.2)),
                    Reading.GENERALISED,
                    -1.15,
                    -0.85))
            .smaller(SMALLER),
        Claim.of(
                "log-of-start",
                "It goes with ln α: exp(λη·T_grok) is proportional to α.",
                "transition at ln(α)/λ; 0.2 either way is our band",
                new Exponent(
                    "start",
                    List.of(new Place(SMALL, 2), new Place(MIDDLE, 4), new Place(BASE, 8)),
                    SHRUNK,
                    0.8,
                    1.2))
            .smaller(SMALLER),
        Claim.of(
                "larger-start-later",
                "The larger the start, the later.",
                "transition at ln(α)/λ",
                new Ordered(List.of(SMALL, MIDDLE, BASE), Reading.GENERALISED))
            .smaller(SMALLER));
  }

  private static List<Claim> dense() {
    String task =
        "misgrokking, with a task of our own; 1.00 and 0.75 to 0.79 by linear programming and a"
            + " support vector machine, three draws; ";
    return List.of(
        Claim.of(
                "generalises-early",
                "Misgrokking: where every sign counts, it generalises as soon as it fits",
                task + "the factor is ours",
                new Within(DENSE, Reading.DELAY, 0, 3))
            .smaller(SMALLER),
        Claim.of(
                "and-loses-it",
                "and loses it in the late phase, which prefers few signs.",
                task + "0.65 to 0.9 is our band, since decay stops short of its limit",
                new Within(DENSE, Reading.last(UNSEEN), 0.65, 0.9))
            .smaller(SMALLER));
  }
}
