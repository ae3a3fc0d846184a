package groklab.measures.numerics;

import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;

/// The pages of the measures of rounding.
final class NumericsPages {
  private NumericsPages() {}

  static final MeasurePage COLLAPSE =
      MeasurePage.of(
              MeasureGroup.NUMERICS,
              "numerics.softmaxCollapseShare",
              "Share of training examples whose softmax has collapsed in the precision of the loss")
          .records(
              "numerics.softmaxCollapseShare",
              "share of training positions with S = Σ_k exp(z_k − max z) exactly 1")
          .records(
              "numerics.zeroLossShare",
              "share with S exactly 1 at the right class: their loss is exactly 0")
          .records(
              "numerics.zeroGradientShare",
              "share whose right class has a logit gradient p_y − 1 of exactly 0")
          .records(
              "numerics.gradientImbalance",
              "mean over positions of Σ_k (p_k − 1[k = y]), each term rounded; 0 in exact"
                  + " arithmetic")
          .formula(
              "collapsed iff fl(1 + Σ_{k ≠ argmax} exp(z_k − max z)) = 1, fl being one rounding to"
                  + " the loss's precision; that is iff the sum is at most 2^−24 (float32), 2^−53"
                  + " (float64), 2^−11 (float16)")
          .shapes("outputs z `[training examples · scored positions, classes]`, their classes y")
          .normalisation("shares in [0, 1], of the training set's scored positions")
          .logarithm("none")
          .cost("one exponential for each training output; the forward pass is shared")
          .reading(
              "0 while outputs are small; in float32 without weight decay it rises once everything"
                  + " is memorised",
              "with weight decay 0 throughout; above one half, learning stops and no grokking"
                  + " comes",
              "0 where weight decay or float64 keeps the lead of the right class below 16.6 or"
                  + " 36.7")
          .misleads(
              "The sum is rounded once here; a framework that adds term by term absorbs earlier. In"
                  + " float64 it is 0 nearly always, which does not make the plateau any shorter:"
                  + " precision alone did not give grokking at 40 % of the data in the paper's own"
                  + " figure 2, and grokking is also seen at a share of 0. A high share after"
                  + " generalising is harmless")
          .source("arXiv 2501.04697, section 3; the imbalance arXiv 2605.06152")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage NLM =
      MeasurePage.of(
              MeasureGroup.NUMERICS,
              "numerics.nlmCosine",
              "How much of the gradient's descent merely scales the weights")
          .records("numerics.nlmCosine", "cosine between −∇L and w, all parameters as one vector")
          .records(
              "numerics.nlmCosine.TENSOR", "the same of one tensor; NaN where one of the two is 0")
          .formula(
              "cos(−∇L, w) = −⟨∇L, w⟩/(‖∇L‖·‖w‖), L being the mean loss over the whole training"
                  + " set")
          .shapes("every parameter tensor and its gradient")
          .normalisation("in [−1, 1]")
          .logarithm("none")
          .cost(
              "one forward and backward pass of the whole training set, shared; three products a"
                  + " weight")
          .reading(
              "rises after memorising, to 0.9 for output layers without weight decay: descent only"
                  + " makes the network surer",
              "falls where the gradient begins to turn the weights",
              "with weight decay near its balance 1, since decay's pull −λw cancels the gradient")
          .misleads(
              "Scaling all weights scales the outputs only of networks that are positively"
                  + " homogeneous: with biases or normalisation look at the output tensor's cosine."
                  + " It is the plain gradient, not the step that Adam takes: the update-to-weight"
                  + " ratio and its direction need the optimiser's moments, which weights alone do"
                  + " not tell and which are therefore not measured here. Weight decay balances the"
                  + " gradient at cosine 1, where nothing is naive. The paper's section 5 causes a"
                  + " delay by it; others see grokking with a low cosine")
          .source("arXiv 2501.04697, section 5 and figure 5")
          .build();

  static final MeasurePage VANISHING =
      MeasurePage.of(
              MeasureGroup.NUMERICS,
              "numerics.absorbedShare",
              "Share of weights that a step of plain descent would leave as they are")
          .records(
              "numerics.absorbedShare", "share of weights with w − η·g = w in the run's precision")
          .records("numerics.zeroEntryShare", "share of gradient entries that are exactly 0")
          .formula(
              "mean of 1[fl(w − fl(η·g)) = w], η being the spec's learning rate, g = ∂L/∂w over the"
                  + " training set")
          .shapes("every parameter tensor and its gradient")
          .normalisation("in [0, 1], of all parameters")
          .logarithm("none")
          .cost(
              "one forward and backward pass of the whole training set, shared; a few operations a"
                  + " weight")
          .reading(
              "a small share, of units that are dead and tokens that do not occur",
              "rises as the training loss vanishes: plain descent would have stopped",
              "settles where weight decay keeps the gradient up")
          .misleads(
              "Adam divides by the gradient's own size and moves weights that plain descent would"
                  + " leave: a share of 1 under Adam is no standstill. Dead units and absent tokens"
                  + " count too: compare with the share early in the run")
          .source("arXiv 2501.04697, section 3 (gradient absorption)")
          .build();
}
