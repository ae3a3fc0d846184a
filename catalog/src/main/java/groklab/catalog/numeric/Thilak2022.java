package groklab.catalog.numeric;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.Check;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import groklab.lab.phase.Sighting;
import java.util.List;

/// Slingshots: cycles of growth, spike and rest of a network that has learned its training set.
public final class Thilak2022 {
  private static final Reading SLINGSHOTS = Reading.times(Sighting.Kind.SLINGSHOT);
  private static final Reading FIRST = Reading.firstSeen(Sighting.Kind.SLINGSHOT, "train.loss");
  private static final String SMALLER =
      "division mod 23, perceptron of two hidden layers of 64, rate 0.003, 4,000 steps (recipe"
          + " slingshot).";

  private Thilak2022() {}

  /// The entry.
  public static Entry entry() {
    Experiment adam = Experiment.ofRecipe("adam", "slingshot", 3);
    return new Entry(
        "thilak2022",
        "the slingshot: what adaptive optimisers do to a network that has nothing left to learn",
        "Thilak, Littwin, Zhai, Saremi, Paiss, Susskind: The Slingshot Mechanism, arXiv 2206.04817;"
            + " read as a rounding error by Liu, Cao, Li, Zhou: Grokking or Glitching?,"
            + " arXiv 2605.06152",
        List.of(
            adam,
            rule("rmsprop", "0.003"),
            rule("momentum", "0.3"),
            adam.with("decay 0.1", "optimizer.weightDecay=0.1"),
            adam.with("epsilon 1e-5", "optimizer.epsilon=1e-5"),
            adam.with("float64", "training.lossPrecision=\"float64\"")),
        List.of(
            claim(
                "happens",
                "Without weight decay, Adam makes slingshots.",
                "2206.04817",
                new Within("adam", SLINGSHOTS, 1, 100)),
            claim(
                "after-fitting",
                "Long after the training set is fit: at least ten times as late.",
                "2206.04817; the factor is ours",
                new Within("adam", FIRST, 1000, 4000)),
            claim(
                "rmsprop",
                "So does RMSProp at the same rate.",
                "2206.04817, sweep of optimisers",
                new Within("rmsprop", SLINGSHOTS, 1, 100)),
            claim(
                "not-momentum",
                "Gradient descent with momentum makes none.",
                "2206.04817, sweep of optimisers",
                Within.never("momentum", FIRST)),
            claim(
                "not-momentum-fits",
                "Although it fits the training set.",
                "ours: what has not fit cannot make any",
                new Within("momentum", Reading.MEMORISED, 0, 4000)),
            claim(
                "decay",
                "The first decay that was tried, 0.1, ends them.",
                "2206.04817, appendix",
                Within.never("decay 0.1", FIRST)),
            claim(
                "epsilon",
                "An epsilon of 1e-5 ends them.",
                "2206.04817, sweep of epsilon",
                Within.never("epsilon 1e-5", FIRST)),
            claim(
                "rounding",
                "So does a loss in float64, everything else being float32: they are an effect of"
                    + " rounding.",
                "2605.06152",
                Within.never("float64", FIRST))),
        List.of(
            new Mutant(
                "an epsilon of 1e-8 where there should be 1e-5",
                "epsilon 1e-5",
                List.of("optimizer.epsilon=1e-8"),
                List.of("epsilon")),
            new Mutant(
                "float32 where there should be float64",
                "float64",
                List.of("training.lossPrecision=\"float32\""),
                List.of("rounding"))),
        List.of(
            new Omission(
                "generalisation coincides with a slingshot, and does not come without",
                "division mod 97: some 100,000 steps of a transformer; this network stays at"
                    + " chance"),
            new Omission(
                "features move at the transition almost only",
                "the relative change of a feature" + " in one update is no measure here"),
            new Omission(
                "CIFAR-10, synthetic data, deep linear networks", "other data and networks")),
        List.of(
            "RMSProp: our usual constant of the mean square is 0.99. (1) Rate 0.01: one at step"
                + " 2,183; (2) rate 0.003 with the paper's constant of 0.95: one at step 1,399"
                + " (seed 0 each). So it makes them too, where it forgets as fast as in the"
                + " source.",
            "Decay: at 0.1 two of three seeds have one, at 0.3 and at 1 there is none (seed 0"
                + " each). Some decay ends them here too, and 0.1 is not enough at this rate, three"
                + " times that of the paper."));
  }

  /// The same network with another rule, without warm-up and decay, as it is with Adam.
  private static Experiment rule(String kind, String rate) {
    return Experiment.ofRecipe(kind, "slingshot", 3)
        .with(
            kind,
            "optimizer.kind=\"%s\"".formatted(kind),
            "optimizer.learningRate=" + rate,
            "optimizer.warmupSteps=0",
            "optimizer.weightDecay=0.0");
  }

  private static Claim claim(String id, String text, String source, Check check) {
    return Claim.of(id, text, source, check).smaller(SMALLER);
  }
}
