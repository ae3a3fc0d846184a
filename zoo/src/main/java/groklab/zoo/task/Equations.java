package groklab.zoo.task;

import groklab.lab.kind.Check;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.problem.AnswerTable;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

/// What is the same for every task whose examples are the equations x ∘ y = c of a finite set: how
/// they are divided, written and spoilt.
///
/// @param trainFraction share of all equations that is trained on, in (0, 1]
/// @param split how the training equations are chosen
/// @param splitSeed seed of the split; empty = the run's seed
/// @param tokens how an equation is written as tokens
/// @param noisyLabels the first this many training equations get a right-hand side drawn at random
public record Equations(
    double trainFraction, Split split, OptionalLong splitSeed, Tokens tokens, int noisyLabels) {

  public Equations {
    Check.share(trainFraction, "task.trainFraction", "0.3");
    Check.between(0, noisyLabels, Integer.MAX_VALUE, "task.noisyLabels", "0");
    splitSeed.ifPresent(seed -> split.check(seed, "task.splitSeed"));
  }

  /// How training equations are chosen.
  public enum Split {
    /// our own counter-based permutation (stream `split`)
    RANDOM,
    /// Python's `random.seed(s); random.shuffle`, as the official code of arXiv 2301.05217: first
    /// int(f·n) train
    PYTHON,
    /// numpy's `RandomState(s).shuffle`/permutation, as openai/grok: first round(n·f) train
    NUMPY;

    /// numpy's generator takes 32-bit seeds only; the others take every long.
    void check(long seed, String path) {
      if (this == NUMPY) {
        Check.between(0, seed, 0xffff_ffffL, path, "0");
      }
    }
  }

  /// How an equation is written as input tokens and what is scored.
  public enum Tokens {
    /// `a b`, answer scored at the second position; classes = size of the set
    PAIR,
    /// `a b =`, answer scored at `=`; vocabulary and classes = size of the set + 1
    /// (arXiv 2301.05217)
    PAIR_EQUALS,
    /// `a op b =`, answer scored at `=`; vocabulary = size + 2
    OPERATION_EQUALS,
    /// `<eos> a op b = c`, scored at `=` (answer c) and at `c` (closing `<eos>`); openai/grok,
    /// vocabulary 239 at p = 97
    EQUATION
  }

  /// The keys of the equations in a task's section.
  static <S> Equations read(Section<S> s, Function<S, Equations> of) {
    return new Equations(
        s.number("trainFraction", 0.3, v -> of.apply(v).trainFraction()),
        s.choice("split", Split.RANDOM, v -> of.apply(v).split()),
        s.seed("splitSeed", v -> of.apply(v).splitSeed()),
        s.choice("tokens", Tokens.PAIR_EQUALS, v -> of.apply(v).tokens()),
        s.whole("noisyLabels", 0, v -> of.apply(v).noisyLabels()));
  }

  /// Refuses a run's seed that serves the split, if the split cannot use it.
  void checkRunSeed(long seed) {
    if (splitSeed.isEmpty()) {
      split.check(seed, "seed");
    }
  }

  /// Refuses a table that is too small for the share and the noise asked for.
  void check(AnswerTable table) {
    int equations = table.equations();
    int trained = DataSplit.trainSize(split, trainFraction, equations);
    if (trained == 0) {
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "task.trainFraction is %s, which leaves no training example out of %,d; write at"
                  + " least trainFraction = %s",
              trainFraction,
              equations,
              Math.ceil(1e4 / equations) / 1e4));
    }
    if (noisyLabels > trained) {
      throw new SpecException(
          ("task.noisyLabels is %d; expected a whole number from 0 to the %d training "
                  + "examples; write e.g. noisyLabels = 0")
              .formatted(noisyLabels, trained));
    }
  }
}
