package groklab.measures.spectrum;

import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;

/// The pages of the measures of singular values.
final class SpectrumPages {
  private static final String SHAPES =
      "each weight matrix with at least two rows and columns; Q, K and V with their heads side by"
          + " side, `[width, heads · headWidth]`; σ its M singular values, λ = σ²";
  private static final String LARGE =
      "each weight matrix with at least 10 rows and columns; λ the eigenvalues of WᵀW, not divided"
          + " by N";
  private static final String SVD =
      "one singular value decomposition for each matrix, 2NM² + 15M³ operations on one thread,"
          + " shared by the group";

  private SpectrumPages() {}

  private static MeasurePage.Builder page(String name, String summary) {
    return MeasurePage.of(MeasureGroup.SPECTRUM, name, summary);
  }

  /// One number for each matrix.
  private static MeasurePage.Builder perTensor(String name, String summary, String meaning) {
    return page(name, summary).records(name + ".TENSOR", meaning).shapes(SHAPES).cost(SVD);
  }

  static final MeasurePage ALPHA =
      page("spectrum.alpha", "Exponent of the power law in the tail of the eigenvalues")
          .records("spectrum.alpha.TENSOR", "the exponent α; NaN where nothing could be fitted")
          .records("spectrum.tailDistance.TENSOR", "Kolmogorov-Smirnov distance D of the fit")
          .records("spectrum.tailSize.TENSOR", "number n of eigenvalues in the fitted tail")
          .formula(
              "over eigenvalues above 1e-5, α = 1 + n/Σ_{j≥i} ln(x_j/x_i) for the i with the"
                  + " smallest D = max_k |1 − (x_{i+k}/x_i)^{1−α} − k/n|, n = K − i: WeightWatcher"
                  + " 0.7.5.5, fit='PL'")
          .shapes(LARGE)
          .normalisation("above 1; without a scale but for the cut at 1e-5")
          .logarithm("natural, in the fit")
          .cost(SVD + "; the fit K²/2 exponentials")
          .reading(
              "4 to 9 for random matrices of this size",
              "falls towards 2 to 4",
              "claimed: about 2 when generalised, below 2 in anti-grokking (over-trained)")
          .misleads(
              "A purely random matrix gives any α from 4 to 9; below about 50 eigenvalues the fit"
                  + " means little, so read D and n beside it. The grokked embedding of modular"
                  + " addition has a few large eigenvalues and no tail. Counter-evidence to α < 2"
                  + " as a sign of over-training (arXiv 2605.20441): in a 4-layer transformer the"
                  + " median α was 2.07 at random initialisation, 1.39 at the onset of grokking and"
                  + " below 1.5 to the end. The cut is absolute and bites on decayed weights")
          .source("arXiv 2506.04434; arXiv 2602.02859; WeightWatcher 0.7.5.5")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage TRAPS =
      page("spectrum.traps", "Correlation traps: outliers that survive shuffling all entries")
          .records(
              "spectrum.traps.TENSOR",
              "outliers for each shuffle; NaN where no bulk could be fitted")
          .formula(
              "eigenvalues of the shuffled matrix above λ₊ + √TW, λ₊ = σ²(1 + Q^−½)² with σ fitted"
                  + " to their bulk, TW = Q^−½ (λ₊/M)^⅔; one shuffle")
          .shapes(LARGE)
          .normalisation(
              "a count per shuffle; WeightWatcher does not divide and counts each trap five times"
                  + " for M < 100")
          .logarithm("none")
          .cost(
              "eigenvalues of three to seven Gram matrices for each weight matrix, NM² + 9M³"
                  + " operations each on one thread")
          .reading(
              "0",
              "0",
              "claimed: 0 as long as it generalises, some in the anti-grokking collapse without"
                  + " weight decay")
          .misleads(
              "What survives a shuffle is in the distribution of the entries: heavy tails (Student"
                  + " t with 3 degrees of freedom give 1 to 4) or a common mean count as traps."
                  + " Late collapse depends on the seed (arXiv 2605.20441: 3 to 5 of 5 runs kept"
                  + " their accuracy). The run's seed draws the shuffles, the same at each probe;"
                  + " weights alone take seed 0")
          .source(
              "arXiv 2506.04434; arXiv 2602.02859; arXiv 2605.12394; WeightWatcher 0.7.5.5,"
                  + " randomize=True")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage STABLE_RANK =
      perTensor("spectrum.stableRank", "Stable rank of each weight matrix", "Σλ/λ_max")
          .formula("‖W‖_F²/‖W‖₂² = Σλ/λ_max")
          .normalisation("in [1, M]; NaN for a matrix of zeros")
          .logarithm("none")
          .reading("a large part of M", "falls", "small: about twice the number of key frequencies")
          .misleads(
              "Governed by the largest singular value: one outlier makes everything else look"
                  + " small")
          .source("WeightWatcher 0.7.5.5, column stable_rank")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage EFFECTIVE_RANK =
      perTensor(
              "spectrum.effectiveRank",
              "Effective rank of each weight matrix",
              "exp of the entropy of σ")
          .formula("exp(−Σ p ln p), p = σ/Σσ: of singular values, not of their squares")
          .normalisation("in [1, M]; NaN for a matrix of zeros")
          .logarithm("natural; the base cancels")
          .reading("near M", "falls with weight decay", "low, what memorised has decayed")
          .misleads(
              "Many papers use λ instead of σ and get smaller numbers (for σ = 3, 2, 1: 2.75"
                  + " against 2.29)")
          .source("Roy and Vetterli 2007, EUSIPCO")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage ENTROPY =
      perTensor(
              "spectrum.entropy",
              "Spectral entropy of each weight matrix",
              "normalised entropy of λ")
          .formula("−Σ p ln p/ln M, p = λ/Σλ")
          .normalisation(
              "in [0, 1]: 1 all singular values equal, 0 rank one; NaN for a matrix of zeros")
          .logarithm("natural; the base cancels")
          .reading("near 1", "falls", "low")
          .misleads(
              "Divided by ln M, where WeightWatcher divides by the logarithm of the numerical rank")
          .source("WeightWatcher 0.7.5.5, column entropy, with another normalisation")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage PARTICIPATION =
      perTensor(
              "spectrum.participationRatio",
              "Participation ratio of each weight matrix",
              "of the eigenvalues λ")
          .formula("(Σλ)²/Σλ²")
          .normalisation("in [1, M]; NaN for a matrix of zeros")
          .logarithm("none")
          .reading(
              "about M/2 for a random square matrix",
              "falls",
              "about twice the number of key frequencies")
          .misleads("Of λ; the ratio of σ is larger")
          .source("usual definition, e.g. arXiv 2605.20441")
          .build();

  static final MeasurePage SPECTRAL_NORM =
      perTensor("spectrum.norm", "Largest singular value of each weight matrix", "σ_max")
          .formula("‖W‖₂ = σ_max")
          .normalisation("none; in units of the weights")
          .logarithm("none")
          .reading("that of a random matrix, about σ(√N + √M)", "grows with the circuit", "settles")
          .misleads(
              "Scaling two layers against each other changes it without any effect on the function")
          .source("WeightWatcher 0.7.5.5, log_spectral_norm without logarithm and square")
          .build();

  static final MeasurePage NUCLEAR_NORM =
      perTensor("spectrum.nuclearNorm", "Sum of the singular values of each weight matrix", "Σσ")
          .formula("‖W‖_* = Σσ")
          .normalisation("none; in units of the weights")
          .logarithm("none")
          .reading("large", "falls faster than the Frobenius norm as the rank falls", "low")
          .misleads("Mixes size and rank: divide by ‖W‖_F for the rank alone")
          .source("usual definition; arXiv 2412.09810 for its use")
          .build();

  static final MeasurePage RANK =
      perTensor(
              "spectrum.rank",
              "Numerical rank of each weight matrix",
              "number of σ above the tolerance")
          .formula("#{σ > σ_max · N · 2⁻⁵²}; M − rank is WeightWatcher's rank_loss")
          .normalisation("0 to M")
          .logarithm("none")
          .reading("M", "M", "M: decayed singular values are small, not zero")
          .misleads(
              "Float32 weights have rounding of 1e-7 in every entry, which this tolerance counts as"
                  + " rank: nearly always M")
          .source("WeightWatcher 0.7.5.5")
          .build();

  static final MeasurePage VOLUME =
      perTensor(
              "spectrum.detX",
              "Size of the eigenvalue set whose volume is one",
              "number of eigenvalues k")
          .formula(
              "smallest k with λ_1 ··· λ_k < 1 after scaling to mean 1, largest first; all M if the"
                  + " product never falls below 1")
          .normalisation("1 to M; NaN where a weight is not finite")
          .logarithm("none")
          .reading(
              "much larger than the fitted tail",
              "falls",
              "claimed: equal to spectrum.tailSize when ideal")
          .misleads("The claim is about large layers near α = 2; here M is small")
          .source("WeightWatcher 0.7.5.5, detX_num")
          .build();
}
