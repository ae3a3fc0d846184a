package groklab.lab.spec;

import java.util.OptionalLong;

/// What is to be learned.
public sealed interface TaskSpec {

  /// A binary operation on residues or on permutations: the tables of arXiv 2201.02177 and their
  /// relatives. TOML `kind = "modular"` (modulus given) or `kind = "permutations"` (`degree` given,
  /// 5 for S5).
  ///
  /// @param operation name of the operation, see `groklab list tasks`
  /// @param modulus p for residues, the degree n of S_n for permutations
  /// @param trainFraction share of all equations that is trained on, in (0, 1]
  /// @param split how the training equations are chosen
  /// @param splitSeed seed of the split; empty = the run's seed
  /// @param tokens how an equation is written as tokens
  /// @param noisyLabels the first this many training equations get a right-hand side drawn at
  ///     random
  record BinaryOperation(
      Algebra algebra,
      String operation,
      int modulus,
      double trainFraction,
      Split split,
      OptionalLong splitSeed,
      Tokens tokens,
      int noisyLabels)
      implements TaskSpec {

    /// The largest modulus: all p² equations are held in memory, 180 MB of tokens at 2000.
    public static final int MAX_MODULUS = 2000;

    /// The largest degree: S6 has 518,400 equations, S7 already 25 million.
    public static final int MAX_DEGREE = 6;

    public BinaryOperation {
      Check.that(
          !operation.isBlank(), "task.operation", operation, "an operation's name", "\"add\"");
      switch (algebra) {
        case MODULAR -> Check.between(2, modulus, MAX_MODULUS, "task.modulus", "113");
        case PERMUTATIONS -> Check.between(3, modulus, MAX_DEGREE, "task.degree", "5");
      }
      Check.share(trainFraction, "task.trainFraction", "0.3");
      Check.between(0, noisyLabels, Integer.MAX_VALUE, "task.noisyLabels", "0");
      splitSeed.ifPresent(seed -> split.check(seed, "task.splitSeed"));
    }
  }

  /// The set a binary operation works on.
  enum Algebra {
    MODULAR,
    PERMUTATIONS
  }

  /// How training equations are chosen.
  enum Split {
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
  enum Tokens {
    /// `a b`, answer scored at the second position; classes = size of the set
    PAIR,
    /// `a b =`, answer scored at `=`; vocabulary and classes = size of the set + 1 (arXiv
    /// 2301.05217)
    PAIR_EQUALS,
    /// `a op b =`, answer scored at `=`; vocabulary = size + 2
    OPERATION_EQUALS,
    /// `<eos> a op b = c`, scored at `=` (answer c) and at `c` (closing `<eos>`); openai/grok,
    /// vocabulary 239 at p = 97
    EQUATION
  }
}
