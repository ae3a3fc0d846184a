package groklab.measures.weight;

import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;

/// The pages of the measures of weights and gradients.
final class WeightPages {
  private static final String TENSORS = "every parameter tensor, whatever its shape";
  private static final String READING = "reading every parameter";

  private WeightPages() {}

  private static MeasurePage.Builder page(String name, String summary) {
    return MeasurePage.of(MeasureGroup.WEIGHTS, name, summary);
  }

  static final MeasurePage L2 =
      page("weights.l2", "Euclidean norm of the weights, total and per tensor")
          .records("weights.l2", "root of the sum of squares of all parameters, biases included")
          .records("weights.l2.TENSOR", "that of one tensor (Frobenius norm of a matrix)")
          .formula(
              "‖w‖ = √(Σ_i w_i²), in float64, summed tensor by tensor in the order of the network")
          .shapes("every parameter tensor, whatever its shape")
          .normalisation("none; in units of the weights")
          .logarithm("none")
          .cost("reading and squaring every parameter")
          .reading(
              "rises while the network memorises",
              "with weight decay it begins to fall before validation accuracy jumps",
              "falls sharply in cleanup, then settles; without decay it goes on rising")
          .misleads(
              "A norm says nothing of function: networks with normalisation layers can be scaled"
                  + " without any effect, and grokking is also seen with a constant norm")
          .source("arXiv 2301.05217, section 5; arXiv 2210.01117")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage GRADIENT =
      page("gradient.l2", "Euclidean norm of the training gradient, total and per tensor")
          .records("gradient.l2", "of the gradient with respect to all parameters")
          .records("gradient.l2.TENSOR", "of the gradient with respect to one tensor")
          .formula("‖∇L‖ = √(Σ_i (∂L/∂w_i)²), L being the mean loss over the whole training set")
          .shapes("the gradient of every parameter tensor")
          .normalisation("none; of the mean loss, without weight decay and dropout")
          .logarithm("none")
          .cost(
              "one forward and backward pass of the whole training set, about one full-batch step")
          .reading(
              "falls by orders of magnitude as the training set is memorised",
              "small, because the training loss is; spikes mark slingshots",
              "in balance with weight decay: it settles at about decay times norm")
          .misleads(
              "With float32 losses it can be exactly 0 for rounding alone (softmax collapse), which"
                  + " is no minimum")
          .source("arXiv 2301.05217; arXiv 2206.04817 for its spikes")
          .build();

  static final MeasurePage L1 =
      page("weights.l1", "Sum of the absolute weights, total and per tensor")
          .records("weights.l1", "of all parameters, biases included")
          .records("weights.l1.TENSOR", "of one tensor")
          .formula("Σ_i |w_i|")
          .shapes(TENSORS)
          .normalisation("none; grows with the number of weights")
          .logarithm("none")
          .cost(READING)
          .reading(
              "rises",
              "falls with weight decay",
              "falls faster than the Euclidean norm as weights become sparse")
          .misleads("Compare between networks of one size only; ‖w‖₁/‖w‖₂ says more of sparsity")
          .source("usual definition")
          .build();

  static final MeasurePage RMS =
      page("weights.rms", "Root mean square of the weights, total and per tensor")
          .records("weights.rms", "of all parameters, biases included")
          .records("weights.rms.TENSOR", "of one tensor")
          .formula("√(Σ_i w_i²/count)")
          .shapes(TENSORS)
          .normalisation("per weight; does not grow with the width")
          .logarithm("none")
          .cost(READING)
          .reading("that of the initialisation, then rises", "falls with weight decay", "settles")
          .misleads("Total and tensors differ in what they count: biases at zero lower the total")
          .source("openai/grok logs it for each parameter")
          .build();

  static final MeasurePage MAX =
      page("weights.max", "Largest absolute weight, total and per tensor")
          .records("weights.max", "of all parameters")
          .records("weights.max.TENSOR", "of one tensor")
          .formula("max_i |w_i|")
          .shapes(TENSORS)
          .normalisation("none; in units of the weights")
          .logarithm("none")
          .cost(READING)
          .reading(
              "that of the initialisation",
              "no rule",
              "rises where few weights carry everything; outliers make correlation traps")
          .misleads("One entry decides")
          .source("usual definition; see spectrum.traps for what one large entry does")
          .build();

  static final MeasurePage ENTROPY =
      page("weights.entropy", "Absolute weight entropy, total and per tensor")
          .records("weights.entropy", "sum over all tensors")
          .records("weights.entropy.TENSOR", "of one tensor")
          .formula("H(W) = −Σ|w| ln|w|, 0·ln 0 = 0")
          .shapes(TENSORS)
          .normalisation("none: not the entropy of a distribution, can be negative")
          .logarithm("natural")
          .cost("one logarithm for each parameter")
          .reading("high", "reported to drop sharply with generalisation", "low")
          .misleads(
              "Falls when weights below 1/e shrink, whatever their arrangement: read it beside the"
                  + " norm. It does not tell anti-grokking from grokking (arXiv 2506.04434)")
          .source("arXiv 2405.12755")
          .build();

  static final MeasurePage FROM_INITIAL =
      page("weights.fromInitial", "How far the weights are from where they began")
          .records("weights.fromInitial", "‖θ − θ₀‖₂ over all parameters")
          .records("weights.fromInitial.relative", "‖θ − θ₀‖₂/‖θ₀‖₂")
          .records("weights.fromInitial.cosine", "θ·θ₀/(‖θ‖‖θ₀‖)")
          .records(
              "weights.fromInitial.tensor.TENSOR",
              "‖W − W₀‖ of one tensor; its initial norm may be 0")
          .formula(
              "θ₀ = the weights at step 0, drawn again from the seed and rounded as the run rounds"
                  + " them")
          .shapes(TENSORS)
          .normalisation(
              "distance in units of the weights; relative to the initial norm; cosine in [−1, 1]")
          .logarithm("none")
          .cost(READING)
          .reading(
              "cosine near 1 (lazy)",
              "cosine falls towards 0 as features are learned",
              "cosine near 0: weight decay has erased the start")
          .misleads(
              "Weight decay alone moves every weight; a large distance is no proof of learned"
                  + " features")
          .source("arXiv 2310.06110; arXiv 2207.08799 for the largest movement")
          .build();

  static final MeasurePage COARSE_COMPLEXITY =
      page(
              "weights.coarseComplexity",
              "Complexity: bits of the coarsest copy of the weights that keeps the training loss")
          .records("weights.coarseComplexity", "bits at ε = 2⁻⁴")
          .records("weights.coarseComplexity.loose", "bits at ε = 1")
          .records("weights.coarseComplexity.bin", "the chosen Δ at ε = 2⁻⁴")
          .records("weights.coarseComplexity.share", "the chosen τ at ε = 2⁻⁴")
          .formula(
              "min over (τ, Δ) of the code length of the weights cut to the singular values that"
                  + " hold τ of their sum and rounded to multiples of Δ, such that L(coarse) ≤ L +"
                  + " ε on the training set; τ in {0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1}, Δ = 2⁻¹⁰ ..."
                  + " 1")
          .shapes(TENSORS + "; vectors are rounded only")
          .normalisation(
              "bits; NaN if no setting of the grid keeps the loss, or a weight is not finite")
          .logarithm("base 2 (bits); the loss is in nats")
          .cost(
              "a singular value decomposition of each matrix, 77 code lengths and up to 77 losses")
          .reading("rises until the training set is memorised", "falls", "low")
          .misleads(
              "Bits are counted by a formula (the adaptive code of order 0) instead of bzip2, and"
                  + " (τ, Δ) come from a grid instead of a search, so curves are comparable with"
                  + " the paper's, numbers are not. One (τ, Δ) serves all tensors. With a training"
                  + " loss near ε every copy that guesses is good enough: see .loose before"
                  + " memorisation")
          .source("arXiv 2412.09810 and its code")
          .build();

  static final MeasurePage UPDATE_RATIO =
      MeasurePage.of(
              MeasureGroup.WEIGHTS,
              "weights.updateRatio",
              "Update-to-weight ratio: movement per step since the checkpoint before, total and per"
                  + " tensor")
          .records("weights.updateRatio", "of all parameters together")
          .records(
              "weights.updateRatio.TENSOR",
              "of one tensor; infinite, or NaN where nothing moved, if it was 0, as biases are at"
                  + " step 0")
          .formula("‖w_t − w_s‖/((t − s)·‖w_s‖), s the step of the checkpoint before that of t")
          .shapes("every parameter tensor, whatever its shape")
          .normalisation("per step and relative to the earlier weights")
          .logarithm("none; its authors plot the logarithm of the ratio")
          .cost("reading every parameter of two checkpoints")
          .reading(
              "largest while the network memorises (nanda2023, seed 1: 8·10⁻³ per step), then falls"
                  + " with the training loss",
              "larger than on the plateau over ways of like length (same run: 2.2·10⁻⁴ from step"
                  + " 4,096 to 7,433, 1.5·10⁻⁴ from 2,048 to 4,096)",
              "falls again (3.8·10⁻⁵ from 8,192 to 15,782, the weights going to and fro)")
          .misleads(
              "It is the straight way between two checkpoints and so at most the mean ratio of the"
                  + " single steps: equal to it where checkpoints are one step apart, and far below"
                  + " where the weights go to and fro. With checkpoints at powers of two, later"
                  + " values are of ever longer ways: compare values of equal distances"
                  + " (checkpoints.every)")
          .source("arXiv 2507.20057 (effective learning rate)")
          .build();
}
