package groklab.catalog.skill;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.AtMost;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import groklab.lab.probe.Probe;
import groklab.study.store.Row;
import java.util.List;
import java.util.function.Predicate;

/// arXiv 2402.11004: in-context Markov chains, learned strategy by strategy.
public final class Edelman2024 {
  private static final String OF = "validation.strategyDistance.";
  private static final String NEAREST = OF + "nearest";
  private static final String UNIGRAM = OF + "unigram";
  private static final String BIGRAM = OF + "bigram";

  private static final String SHORT = "task.length=50";
  private static final String SMALLER = "Sequences of 50 symbols (100), for the time.";

  private Edelman2024() {}

  /// The entry.
  public static Entry entry() {
    Experiment chains = Experiment.ofRecipe("chains", "edelman2024-chains", 3, SHORT);
    Experiment three =
        Experiment.ofRecipe("three", "edelman2024-chains", 3, SHORT, "task.symbols=3");
    return new Entry(
        "edelman2024",
        "Markov chains in the context",
        "Edelman, Tsilivis, Edelman, Malach, Goel: The Evolution of Statistical Induction Heads,"
            + " arXiv 2402.11004",
        List.of(chains, three),
        List.of(
            Claim.of(
                    "uniform-unigram-bigram",
                    "The nearest strategy is uniform at first, then the unigram one, then the"
                        + " bigram one, which it stays: 1 where the probes of a run say so.",
                    "abstract, figure 1",
                    new Within("chains", order(), 1, 1))
                .smaller(SMALLER),
            Claim.of(
                    "uniform-unigram-bigram-three",
                    "So it is with three symbols.",
                    "section 4",
                    new Within("three", order(), 1, 1))
                .smaller(SMALLER),
            Claim.of(
                    "unigram-is-met",
                    "The network really gets to the unigram strategy: before the bigram one is"
                        + " nearest, its distance to it has been at most 0.01 nats.",
                    "figure 1: a plateau of the loss at the unigram's level; the bound is ours",
                    new Within("chains", unigramMet(), 0, 0.01))
                .smaller(SMALLER),
            Claim.of(
                    "bigram-at-the-end",
                    "At the end it is at most 0.01 nats from the bigram strategy.",
                    "figure 1; the bound is ours",
                    new Within("chains", Reading.last(BIGRAM), 0, 0.01))
                .smaller(SMALLER),
            Claim.of(
                    "bigram-beats-truth",
                    "It is nearer to the bigram strategy than to the chain's own row, which the"
                        + " sequence does not tell.",
                    "section 2; ours",
                    new AtMost(
                        "chains", Reading.last(BIGRAM), 1, "chains", Reading.last(OF + "truth")))
                .smaller(SMALLER),
            Claim.of(
                    "second-drop-is-fast",
                    "The change to the bigram strategy is quick: the steps from the last probe at"
                        + " which 90 % of the unigram plateau's distance to it are left to the"
                        + " first with 10 % grow at most 2 times.",
                    "abstract: a sudden transition; the numbers are ours",
                    new Within("chains", drop(), 1, 2))
                .smaller(SMALLER)),
        List.of(
            new Mutant(
                "one layer, which cannot look up what followed",
                "chains",
                List.of("model.layers=1"),
                List.of("uniform-unigram-bigram"))),
        List.of(
            new Omission(
                "n-grams of higher order, one plateau for each",
                "needs chains of higher order, which the task does not draw"),
            new Omission(
                "the minimal model and its two-stage analysis",
                "a network of its own; its code's first softmax is not causal, which the text does"
                    + " not say")),
        List.of(
            "The three bounds of 0.01 nats and of a factor 2: the network comes to 0.015 to 0.017"
                + " nats from the bigram strategy and stays there, so a tenth of the plateau's"
                + " distance, which is about 0.1, is never reached. Attempts, seed 77: (1) 6,000"
                + " steps: 0.0185 at the end, the unigram strategy met to 0.011; (2) a rate of"
                + " 2e-3: 0.0196 and 0.010. So it is neither time nor rate; positions turn queries"
                + " and keys here, where the source learns a vector for each distance, and that was"
                + " not tried.",
            "Recorded beside eight to twelve other processes, so the seconds are several times"
                + " those of a machine that does nothing else."));
  }

  /// The step of the first probe at which the nearest strategy has this number; infinite if none.
  private static double first(Row.End.Finished run, Predicate<Double> nearest) {
    return run.probes().stream()
        .filter(probe -> nearest.test(probe.valueOrNaN(NEAREST)))
        .mapToDouble(Probe::step)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static Reading order() {
    return new Reading(
        "whether the nearest strategy is uniform, unigram, bigram in this order",
        run -> {
          double uniform = first(run, number -> number == 0);
          double unigram = first(run, number -> number == 1);
          double bigram = first(run, number -> number >= 2);
          double end = run.probes().getLast().valueOrNaN(NEAREST);
          return uniform < unigram && unigram < bigram && end == 2 ? 1 : 0;
        });
  }

  private static Reading unigramMet() {
    return new Reading(
        "least distance to the unigram strategy before the bigram one is nearest",
        run -> {
          double bigram = first(run, number -> number >= 2);
          return run.probes().stream()
              .filter(probe -> probe.step() < bigram)
              .mapToDouble(probe -> probe.valueOrNaN(UNIGRAM))
              .min()
              .orElse(Double.NaN);
        });
  }

  private static Reading drop() {
    return new Reading(
        "growth of steps while the bigram strategy is learned",
        run -> {
          double near = first(run, number -> number == 1);
          double plateau =
              run.probes().stream()
                  .filter(probe -> probe.step() >= near)
                  .mapToDouble(probe -> probe.valueOrNaN(BIGRAM))
                  .findFirst()
                  .orElse(Double.NaN);
          double end =
              run.probes().stream()
                  .filter(probe -> probe.valueOrNaN(BIGRAM) <= 0.1 * plateau)
                  .mapToDouble(Probe::step)
                  .findFirst()
                  .orElse(Double.POSITIVE_INFINITY);
          double begin =
              run.probes().stream()
                  .filter(probe -> probe.step() < end && probe.valueOrNaN(BIGRAM) >= 0.9 * plateau)
                  .mapToDouble(Probe::step)
                  .max()
                  .orElse(Double.NaN);
          return end / begin;
        });
  }
}
