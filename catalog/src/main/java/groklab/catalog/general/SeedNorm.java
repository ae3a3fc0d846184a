package groklab.catalog.general;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.AtMost;
import groklab.catalog.check.Check;
import groklab.catalog.check.Exponent;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import java.util.List;

/// Statements about the size of weights that memorise and of weights that generalise.
public final class SeedNorm {
  private static final Reading NORM = Reading.last("weights.l2");

  private SeedNorm() {}

  /// The entry.
  public static Entry entry() {
    Experiment eighth = SmallAddition.randomLabels("0.1", 96);
    Experiment fourth = SmallAddition.randomLabels("0.2", 192);
    Experiment third = SmallAddition.randomLabels("0.4", 384);
    Experiment most = SmallAddition.randomLabels("0.8", 768);
    return new Entry(
        "seed-norm",
        "the size of weights that memorise, and of weights that generalise",
        "statements of secondary sources that this project began with, after Varma et al., arXiv"
            + " 2309.02390, and Manir, Rupa, arXiv 2603.25009",
        List.of(
            SmallAddition.base(),
            eighth,
            fourth,
            third,
            most,
            SmallAddition.share("0.75"),
            SmallAddition.share("0.9"),
            SmallAddition.width(512)),
        List.of(
            claim(
                "random-labels-learnt",
                "768 random labels are memorised (without that the next claim says nothing).",
                new Within("random labels 768", Reading.last(SmallAddition.TRAIN), 0.99, 1)),
            claim(
                "memory-grows-linearly",
                "The norm that memorising takes grows linearly with the data set: exponent 1 of the"
                    + " norm at the end (0.2 either way is ours), random labels, decay 0.3.",
                new Exponent(
                    "labels",
                    List.of(
                        new Exponent.Place("random labels 96", 96),
                        new Exponent.Place("random labels 192", 192),
                        new Exponent.Place("random labels 384", 384),
                        new Exponent.Place("random labels 768", 768)),
                    NORM,
                    0.8,
                    1.2)),
            claim(
                "memory-grows",
                "It grows at all: the exponent is at least 0.1 (ours).",
                new Exponent(
                    "labels",
                    List.of(
                        new Exponent.Place("random labels 96", 96),
                        new Exponent.Place("random labels 192", 192),
                        new Exponent.Place("random labels 384", 384),
                        new Exponent.Place("random labels 768", 768)),
                    NORM,
                    0.1,
                    2)),
            claim(
                "rule-does-not",
                "The norm of a network that has generalised does not depend on the data set:"
                    + " exponent 0 (0.2 either way is ours).",
                new Exponent(
                    "pairs",
                    List.of(
                        new Exponent.Place("base", 576),
                        new Exponent.Place("share 0.75", 720),
                        new Exponent.Place("share 0.9", 864)),
                    NORM,
                    -0.2,
                    0.2)),
            claim(
                "norm-falls",
                "Generalising goes with lower weights: the norm at T_grok is below that at T_mem.",
                new AtMost(
                    "base",
                    Reading.whenGeneralised("weights.l2"),
                    1,
                    "base",
                    Reading.whenMemorised("weights.l2"))),
            claim(
                "one-threshold",
                "Perceptrons of width 512 generalise when the root mean square of their weights is"
                    + " near 0.0219 (the source's five runs: 0.0160 to 0.0254).",
                new Within("width 512", Reading.whenGeneralised("weights.rms"), 0.016, 0.0254))),
        List.of(
            new Mutant(
                "96 labels called 768",
                "random labels 768",
                List.of("task.noisyLabels=96", "task.trainFraction=0.1"),
                List.of("memory-grows")),
            new Mutant(
                "random labels where there should be a rule",
                "share 0.9",
                List.of("task.noisyLabels=864", "optimizer.weightDecay=0.3"),
                List.of("rule-does-not"))),
        List.of(
            new Omission(
                "memorising has high volume (many weights do it), against: generalising has the"
                    + " advantage in entropy",
                "open: the sources contradict each other. `run wang-landau --set"
                    + " optimizer.accuracy=validation` measures the volume of weights with a loss"
                    + " and an unseen accuracy, but leaves it in checkpoints, which claims do not"
                    + " read yet")),
        List.of(
            "Memorising takes a norm like the 0.27th power of the number of labels, not"
                + " the first. Attempts at the cause: (1) decay 1, two seeds: 29.2, 42.3 and"
                + " 51.0 for 96, 384 and 768 labels, an exponent of 0.27 again; (2) the"
                + " squared norm, which decay counts: 0.54. At the end of a run the norm is"
                + " not quite at rest.",
            "The root mean square at T_grok is 0.145 at width 512 and 0.26 at width"
                + " 128. Attempts at the cause: (1) GELU: 0.265 at width 128; (2) decay 0.5"
                + " with GELU: 0.288. It depends on width, decay and the initial weights; the"
                + " source's own run at width 256 has 0.0695."));
  }

  private static Claim claim(String id, String text, Check check) {
    return Claim.of(id, text, "the statements this project began with", check)
        .smaller(SmallAddition.SMALLER);
  }
}
