package groklab.catalog.general;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.AtMost;
import groklab.catalog.check.Check;
import groklab.catalog.check.Computed;
import groklab.catalog.check.Computed.Part;
import groklab.catalog.check.CurveReadings;
import groklab.catalog.check.Ordered;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import groklab.engine.random.RandomStream;
import java.util.List;

/// A deck of slides: addition mod 17, its knobs, and tests beyond the training distribution.
public final class Deck {
  private static final String SHIFT = "fourier.symmetry.shift";
  private static final int SPLITS = 2000;

  private Deck() {}

  /// The entry.
  public static Entry entry() {
    return new Entry(
        "deck",
        "addition mod 17 on slides: its knobs, and tests beyond the training distribution",
        "a deck of slides that this project began with (seed 004); it names no numbers, the"
            + " protocols are ours",
        List.of(
            SmallAddition.base(),
            seventeen(),
            SmallAddition.littleDecay(),
            SmallAddition.decay("100.0", 1000),
            SmallAddition.share("0.45"),
            SmallAddition.share("0.75"),
            SmallAddition.share("0.9"),
            SmallAddition.width(32),
            SmallAddition.width(512),
            SmallAddition.changed("batch 4", "training.batch=4"),
            cosine("cooled early", 300),
            cosine("cooled late", 1300),
            SmallAddition.randomLabels("0.4", 384),
            renamed("renamed", "1.0", 1000),
            renamed("renamed memory", "0.01", 1000)),
        List.of(
            table(
                "delayed",
                "Plots of addition mod 17 with 40 % of the pairs clearly show delayed"
                    + " generalisation: it comes within 6,000 steps (the budget is ours).",
                new Within("mod 17", Reading.GENERALISED, 0, 6000)),
            table(
                "mirror",
                "What a network that knows a + b = b + a and else guesses gets right: 0.4156 of"
                    + " the unseen pairs.",
                new Computed(
                    "mean over %,d splits".formatted(SPLITS),
                    List.of(new Part("116 of 289", Deck::mirror, 0.4106, 0.4206)))),
            small(
                "train-first",
                "Train accuracy saturates early; test accuracy waits, then catches up.",
                new Within("base", Reading.DELAY, 3, 1e6)),
            small(
                "decay-too-weak",
                "Decay too weak (0.01): memorisation remains comfortable.",
                Within.never("decay 0.01", Reading.GENERALISED)),
            small(
                "decay-too-strong",
                "Decay too strong (100): the model cannot fit training data.",
                Within.never("decay 100.0", Reading.MEMORISED)),
            small(
                "data",
                "The share of data changes how obvious the rule is: more, sooner.",
                new Ordered(
                    List.of("share 0.9", "share 0.75", "base", "share 0.45"), Reading.GENERALISED)),
            small(
                "noise",
                "Too much noise can prevent settling: with batches of 4 unseen accuracy ends below"
                    + " 0.95.",
                new Within("batch 4", Reading.last(SmallAddition.UNSEEN), 0, 0.95)),
            small(
                "cooled-too-early",
                "Cooling too early locks in shortcuts: a rate that is 0 from step 300 on (half of"
                    + " T_grok).",
                Within.never("cooled early", Reading.GENERALISED)),
            small(
                "cooled-later",
                "Cooling later settles into the rule: 0 from step 1,300 on.",
                new Within("cooled late", Reading.last(SmallAddition.UNSEEN), 0.95, 1)),
            small(
                "larger-memorises-easier",
                "Larger models memorise more easily: T_mem falls with width.",
                new Ordered(List.of("width 512", "base", "width 32"), Reading.MEMORISED)),
            small(
                "larger-knows-the-rule",
                "They can also represent the rule cleanly.",
                new Within("width 512", Reading.last(SmallAddition.UNSEEN), 0.95, 1)),
            small(
                "shift",
                "A rule works under renamings (T1, T2): f(a+1, b) = f(a, b) + 1 in 98 % of the"
                    + " unseen pairs.",
                new Within("base", Reading.last(SHIFT), 0.98, 1)),
            small(
                "affine",
                "f(ka+s, kb+s) = k f(a, b) + 2s, too.",
                new Within("base", Reading.last("fourier.symmetry.affine"), 0.98, 1)),
            small(
                "memory-does-not-shift",
                "A look-up does not: at most 0.3 with decay 0.01 (the band is ours).",
                new Within("decay 0.01", Reading.last(SHIFT), 0, 0.3)),
            small(
                "renamed",
                "With the vectors of all symbols set back and the rest frozen, a rule is back"
                    + " within 500 steps (T3): unseen accuracy 0.9.",
                new Within("renamed", Reading.last(SmallAddition.UNSEEN), 0.9, 1)),
            small(
                "renamed-memory",
                "A memory is not: at most 0.65, which is little more than mirroring (0.59).",
                new Within("renamed memory", Reading.last(SmallAddition.UNSEEN), 0, 0.65)),
            small(
                "scrambled",
                "With labels at random (T5) unseen pairs stay at chance: 1/31, three standard"
                    + " errors of 577 pairs either way.",
                new Within(
                    "random labels 384", Reading.last(SmallAddition.UNSEEN), 0.0102, 0.0544)),
            small(
                "scrambled-fits",
                "The training pairs are fitted all the same.",
                new Within("random labels 384", Reading.last(SmallAddition.TRAIN), 0.99, 1)),
            small(
                "early-stopping",
                "Early stopping can freeze a brittle phase (T11): with a patience of 200 steps for"
                    + " a lower unseen loss no run would have generalised.",
                new Within(
                    "base",
                    CurveReadings.longestWait(SmallAddition.UNSEEN_LOSS),
                    200,
                    Double.POSITIVE_INFINITY)),
            small(
                "smoother-loss",
                "Test loss often shows a smoother rise than accuracy (T10).",
                new AtMost(
                    "base",
                    CurveReadings.width(SmallAddition.UNSEEN, 1),
                    1,
                    "base",
                    CurveReadings.width(SmallAddition.UNSEEN_LOSS, 1))),
            small(
                "sparse-probes",
                "If measured sparsely, a ramp cannot be told from a jump (T12): with every 16th"
                    + " probe the width of the rise comes out at least 1.2 times as large.",
                new AtMost(
                    "base",
                    CurveReadings.width(SmallAddition.UNSEEN, 1),
                    1 / 1.2,
                    "base",
                    CurveReadings.width(SmallAddition.UNSEEN, 16)))),
        List.of(
            new Mutant(
                "no decay in the network of the rule",
                "base",
                List.of("optimizer.weightDecay=0.0"),
                List.of("train-first", "shift", "affine")),
            new Mutant(
                "decay 0.01 was in truth 1",
                "decay 0.01",
                List.of("optimizer.weightDecay=1.0"),
                List.of("decay-too-weak", "memory-does-not-shift"))),
        List.of(
            new Omission(
                "permuted labels (T4)",
                "open: answers under other names are no task here; the problem is the same one"),
            new Omission(
                "larger numbers (T6)", "open: needs aliases of symbols, or digits, several tokens"),
            new Omission("longer sequences (T7)", "open: needs several tokens"),
            new Omission("irrelevant details (T8)", "open: needs tokens that mean nothing"),
            new Omission("compositional combinations (T9)", "open: needs splits by blocks"),
            new Omission("nearest neighbours and look-up as baselines", "open: not built yet"),
            new Omission("small batch: more exploration", "no number is stated that could fail")),
        List.of(
            "The deck's own table is too small for its own statement: unseen accuracy"
                + " stays at 0 for 6,000 steps. Attempts at the cause: (1) decay 0.3: the"
                + " same; (2) 60 % of the pairs: 0.28 after 3,000 steps, and only with 80 % it"
                + " generalises, at step 750; (3) the transformer of recipe deck ends at 14 to"
                + " 56 % after 20,000 steps, ten seeds, where mirroring gives about 42 %. So"
                + " the other claims are made on addition mod 31.",
            "Cooled later: 0.943, just below the band. Attempts at the cause: (1) seeds"
                + " 5 to 7: 0.966; (2) the rate is 0 from step 2,600 on instead of 1,300: 1 in"
                + " all three seeds. So twice T_grok is at the edge of late enough.",
            "The memory of these networks does not even mirror: with decay 0.01 unseen"
                + " accuracy is near 0, below chance, so that a memory fails the tests of"
                + " renaming trivially."));
  }

  /// The deck's own table: 116 of 289 pairs.
  private static Experiment seventeen() {
    return SmallAddition.changed(
        "mod 17",
        "task.modulus=17",
        "task.trainFraction=0.402",
        "budget.steps=6000",
        "budget.stopWhen=\"generalised\"");
  }

  private static Experiment cosine(String name, int steps) {
    return SmallAddition.changed(
        name,
        "optimizer.schedule=\"cosine\"",
        "optimizer.scheduleSteps=" + steps,
        "optimizer.finalLearningRate=0.0");
  }

  private static Experiment renamed(String name, String decay, int at) {
    return SmallAddition.changed(
        name,
        "optimizer.weightDecay=" + decay,
        ("turn=[{at=%d, action=\"reset\", parameters=[\"embed.W_E\"]}, {at=%d,"
                + " set=\"optimizer.group\", to=[{parameters=[\"layers.*\", \"output.*\"],"
                + " frozen=true}]}]")
            .formatted(at, at));
  }

  private static Claim table(String id, String text, Check check) {
    return Claim.of(id, text, "the deck; protocol ours", check);
  }

  private static Claim small(String id, String text, Check check) {
    return table(id, text, check)
        .smaller("on addition mod 31 with 60 % of the pairs, which generalises in seconds.");
  }

  private static double mirror() {
    int p = 17;
    int cells = p * p;
    int trained = 116;
    double sum = 0;
    for (int split = 0; split < SPLITS; split++) {
      RandomStream random = RandomStream.of(split, "mirror");
      int[] order = new int[cells];
      for (int i = 0; i < cells; i++) {
        int other = random.below(i, i + 1);
        order[i] = order[other];
        order[other] = i;
      }
      boolean[] known = new boolean[cells];
      for (int i = 0; i < trained; i++) {
        known[order[i]] = true;
      }
      int mirrored = 0;
      for (int i = trained; i < cells; i++) {
        mirrored += known[order[i] % p * p + order[i] / p] ? 1 : 0;
      }
      double share = (double) mirrored / (cells - trained);
      sum += share + (1 - share) / p;
    }
    return sum / SPLITS;
  }
}
