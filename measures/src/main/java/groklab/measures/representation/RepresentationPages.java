package groklab.measures.representation;

import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;

/// The pages of the measures of embeddings and activations.
final class RepresentationPages {
  private static final String EMBEDDING =
      "embedding rows of the task's elements `[elements, width]`; of a perceptron the first layer's"
          + " rows for the left token";
  private static final String LAYER =
      "activations `[examples, neurons]` of each hidden layer N at the scored positions";

  private RepresentationPages() {}

  private static MeasurePage.Builder page(String name, String summary) {
    return MeasurePage.of(MeasureGroup.REPRESENTATION, name, summary);
  }

  static final MeasurePage DIMENSION =
      page("representation.effectiveDimension", "In how many directions the embedding spreads")
          .records(
              "representation.effectiveDimension", "exp of the entropy of the shares of variance")
          .records("representation.participationRatio", "(Σv)²/Σv² of the variances")
          .formula(
              "s_i = v_i/Σv, v the eigenvalues of the covariance over elements; exp(−Σ s ln s)")
          .shapes(EMBEDDING)
          .normalisation("in [1, width]; NaN if nothing varies")
          .logarithm("natural; the base cancels")
          .cost("nd² + 9d³ operations on one thread")
          .reading(
              "rises while the network memorises",
              "highest, then falls",
              "about twice the number of stored frequencies")
          .misleads(
              "The source's text is ambiguous between variances and deviations; these are"
                  + " variances")
          .source("arXiv 2205.10343")
          .build();

  static final MeasurePage TWO_NN =
      page(
              "representation.twoNn",
              "Intrinsic dimension of the embedding from two nearest neighbours")
          .records("representation.twoNn", "slope of −ln(1 − F) on ln μ over the smallest 90 %")
          .records("representation.twoNn.maximumLikelihood", "(N − 1)/Σ ln μ")
          .records("representation.twoNn.medianRatio", "median of μ = r₂/r₁")
          .records(
              "representation.twoNn.regular",
              "1 where that is below 1.05: do not read the dimension")
          .formula(
              "μ = r₂/r₁ of the distances to the second and the first neighbour; F_i = i/N;"
                  + " duplicates removed")
          .shapes(EMBEDDING)
          .normalisation("a dimension; NaN below 3 points, ∞ if all ratios are 1")
          .logarithm("natural")
          .cost("n²d/2 multiplications on one thread")
          .reading("high: random vectors", "falls", "1 to a few, unless regular")
          .misleads(
              "It breaks on grokked embeddings: equally spaced points on a circle have μ = 1 and an"
                  + " infinite dimension. Then take representation.participationRatio")
          .source("Facco et al. 2017, Scientific Reports 7; scikit-dimension for the 90 %")
          .build();

  static final MeasurePage RQI =
      page("representation.rqi", "Share of the parallelograms of addition that the embedding forms")
          .records("representation.rqi", "sample deviation, squared defect summed over dimensions")
          .records("representation.rqi.population", "population deviation, mean over dimensions")
          .formula(
              "over pairs {i, n} ≠ {j, m} with i + n ≡ j + m mod p: share with |E_i + E_n − E_j −"
                  + " E_m|² < 0.01, columns standardised")
          .shapes(EMBEDDING)
          .normalisation("in [0, 1]; NaN if a dimension does not vary")
          .logarithm("none")
          .cost("p³/8 parallelograms of d numbers, twice")
          .reading(
              "0",
              "rises for embeddings of few dimensions",
              "0 on circles of high dimension: see there")
          .misleads(
              "Made for one-dimensional embeddings of non-modular addition, where it reaches 1."
                  + " Modular addition is solved by circles, which form no parallelograms, so 0 is"
                  + " no failure; the threshold summed over 128 dimensions is severe")
          .source("arXiv 2205.10343 and its code, here with indices modulo p")
          .build();

  static final MeasurePage CKA =
      page("representation.cka", "How much of the initial embedding's geometry is left")
          .records(
              "representation.cka.fromInitial", "linear CKA of the embedding now and at step 0")
          .formula("‖YᵀX‖_F²/(‖XᵀX‖_F ‖YᵀY‖_F), columns centred over elements")
          .shapes(EMBEDDING)
          .normalisation("in [0, 1]; NaN if either does not vary")
          .logarithm("none")
          .cost("3nd² multiply-adds on one thread")
          .reading("1 at first", "falls", "low")
          .misleads(
              "With more dimensions than elements unrelated random embeddings have about 0.5 and"
                  + " more, not 0")
          .source("arXiv 1905.00414")
          .build();

  static final MeasurePage FEATURE_RANK =
      page("representation.featureRank", "Numerical rank of the features of each hidden layer")
          .records(
              "representation.featureRank.N.SET.pre.float32",
              "before the nonlinearity, float32's tolerance")
          .records("representation.featureRank.N.SET.pre.float64", "before it, float64's tolerance")
          .records("representation.featureRank.N.SET.post.float32", "after it, float32's tolerance")
          .records("representation.featureRank.N.SET.post.float64", "after it, float64's tolerance")
          .records("representation.featureRank.N.SET.pre.participationRatio", "(Σv)²/Σv² before it")
          .records("representation.featureRank.N.SET.post.participationRatio", "(Σv)²/Σv² after it")
          .formula(
              "#{v > v_max · d · ε}, v the eigenvalues of the d x d covariance (divisor n − 1), ε ="
                  + " 2⁻²³ or 2⁻⁵²")
          .shapes(LAYER)
          .normalisation("0 to min(d, n − 1)")
          .logarithm("none")
          .cost(
              "four covariances and their eigenvalues a layer, nd² + 9d³ operations each on one"
                  + " thread: dear")
          .reading("high", "falls as generalisation begins; two surges show two falls", "low")
          .misleads(
              "Jumps by orders between the four conventions and between train and validation; the"
                  + " paper's code takes the test set, before the nonlinearity, float64."
                  + " Activations of a float32 run have rounding that float64's tolerance counts")
          .source("arXiv 2405.19454 and its code")
          .build();

  static final MeasurePage SPARSITY =
      page("representation.sparsity", "Share of activations near zero in each hidden layer")
          .records("representation.sparsity.N.zero", "exactly 0")
          .records("representation.sparsity.N.1e-3", "|a| ≤ 0.001")
          .records("representation.sparsity.N.1e-2", "|a| ≤ 0.01")
          .records("representation.sparsity.N.1e-1", "|a| ≤ 0.1")
          .formula("mean over training examples and neurons of 1[|a| ≤ τ], after the nonlinearity")
          .shapes(LAYER)
          .normalisation("in [0, 1]")
          .logarithm("none")
          .cost("four comparisons for each activation")
          .reading("about 0.5 for ReLU", "reported to level off just before grokking", "high")
          .misleads(
              "The paper gives no threshold, hence four. It goes on rising through the collapse of"
                  + " anti-grokking, which it does not see")
          .source("arXiv 2405.12755; arXiv 2506.04434 for the limit")
          .build();

  static final MeasurePage PROBE =
      page("representation.probe", "What a linear head can read from the last hidden layer")
          .records("representation.probe.train", "its accuracy on the training set")
          .records("representation.probe.validation", "and on the validation set")
          .formula(
              "ridge regression of centred one-hot answers on standardised activations, B = (XᵀX/n"
                  + " + λI)⁻¹XᵀY/n, λ = 10⁻³; largest output answers")
          .shapes(LAYER + ", the last")
          .normalisation("in [0, 1]")
          .logarithm("none")
          .cost("nd² + d³/3 operations on one thread")
          .reading(
              "its value at step 0 is the baseline: what random features give",
              "rises with the circuit",
              "near 1")
          .misleads(
              "Always compare with step 0. A softmax head trained for some epochs, as in arXiv"
                  + " 2405.19454, usually reads a little more")
          .source("closed form, our own choice; arXiv 2405.19454 for the use")
          .build();

  static final MeasurePage ATTENTION =
      page(
              "representation.attention",
              "How sharp and how alike the attention heads of each layer are")
          .records("representation.attention.N.entropy", "mean entropy of a row of attention")
          .records(
              "representation.attention.N.spread", "deviation over heads of a head's mean entropy")
          .records(
              "representation.attention.N.similarity",
              "mean cosine of two heads' maps; NaN for one head")
          .records(
              "representation.attention.N.participation",
              "0 one pattern explains all heads, 1 as many as heads; NaN for one head")
          .formula(
              "entropy −Σ_t a_t ln a_t of the attention from the scored positions, over the whole"
                  + " table")
          .shapes("patterns `[examples, heads · positions]` of each layer N")
          .normalisation("entropy in [0, ln positions]; the others in [0, 1]")
          .logarithm("natural")
          .cost("one logarithm for each entry")
          .reading(
              "entropy near ln of the visible positions",
              "similarity peaks (0.995 in the source)",
              "heads differ (0.88)")
          .misleads(
              "Heads that look alike may do different things with what they see; similarity is far"
                  + " from 0 even for unrelated heads")
          .source("arXiv 2605.20441; arXiv 2604.13123 for entropies")
          .build();

  static final MeasurePage LAYER_CKA =
      page("representation.layerCka", "How alike the examples' geometry is from part to part")
          .records(
              "representation.layerCka.N.SET", "linear CKA of stage N and the next, in this order")
          .formula(
              "‖YᵀX‖_F²/(‖XᵀX‖_F ‖YᵀY‖_F), columns centred over examples. Stages of a transformer:"
                  + " blocks.0.hook_resid_mid, blocks.0.hook_resid_post, those of the next block,"
                  + " ..., the logits; of a perceptron its hidden layers after the nonlinearity,"
                  + " then the logits")
          .shapes("activations `[examples · scored positions, width]` of both stages")
          .normalisation("in [0, 1]; NaN if either does not vary")
          .logarithm("none")
          .cost("n(d + e)² multiply-adds for two stages of d and e columns, on one thread: dear")
          .reading(
              "high: an untrained part hands on what it gets",
              "no rule is published; compare training with validation examples, which a memorising"
                  + " part treats differently",
              "low where a part computes the answer")
          .misleads(
              "Wide layers on few examples are alike for that alone: compare with step 0. In a"
                  + " transformer the stream is handed on beside each part, which keeps neighbours"
                  + " alike whatever the part does")
          .source("arXiv 1905.00414; the choice of stages is ours")
          .build();

  static final MeasurePage LINEAR_MAPPING =
      page(
              "representation.linearMappingNumber",
              "Linear mapping number: in how many linear pieces the network sees the examples")
          .records("representation.linearMappingNumber", "LMN = 2^S")
          .records(
              "representation.linearMappingNumber.linearity", "mean of L_ij over different i and j")
          .formula(
              "L_ij = mean over outputs of r², the squared correlation of an output with t at 21"
                  + " points (1 − t)h_i + t·h_j; p = |μ|/Σ|μ|, μ the eigenvalues of L; S = −Σ p"
                  + " log₂ p")
          .shapes(
              "hidden states h of up to 100 training examples, evenly spread over the split: a"
                  + " transformer's residual stream behind the first attention, all positions"
                  + " together; a perceptron's first hidden layer")
          .normalisation(
              "1 for an affine map, c for c equal groups with nothing between them, at most the"
                  + " number of examples")
          .logarithm("base 2; the base cancels")
          .cost("21 · 4950 passes of the network behind the first hidden state")
          .reading(
              "high once the training set is fitted",
              "the source: falls between 100 % training and 100 % validation accuracy, nearly"
                  + " linear in the validation loss",
              "low")
          .misleads(
              "Which examples and how many belong to the number: compare at one setting only. An"
                  + " output that does not change along the way counts as linear. In float32 an"
                  + " output that hardly changes has an r² of rounding. Not defined for perceptrons"
                  + " with one hidden layer, behind which everything is linear; the choice of a"
                  + " transformer's state is ours, the source has perceptrons")
          .source("arXiv 2310.05918")
          .build();

  static final MeasurePage LOCAL_COMPLEXITY =
      page(
              "representation.localComplexity",
              "Local complexity: how many neurons change sign near an example")
          .records("representation.localComplexity.SET.5e-2", "hidden neurons, radius 0.05")
          .records("representation.localComplexity.SET.5e-2.outputs", "outputs, radius 0.05")
          .records("representation.localComplexity.SET.5e-1", "hidden neurons, radius 0.5")
          .records("representation.localComplexity.SET.5e-1.outputs", "outputs, radius 0.5")
          .formula(
              "mean over examples x of #{neurons whose pre-activation has not one sign on x ±"
                  + " r·v_1, ..., x ± r·v_25}, v orthonormal, the same for all examples and probes,"
                  + " drawn from the seed")
          .shapes(
              "up to 64 examples of each set, evenly spread over the split; x = all embedding"
                  + " vectors of the example, or all one-hot vectors; pre-activations of every MLP"
                  + " layer at the scored positions")
          .normalisation(
              "a count, at most the number of neurons; the published code's number is hidden +"
                  + " outputs")
          .logarithm("none")
          .cost("50 passes of the network for each example, set and radius")
          .reading(
              "falls at first",
              "rises while the network fits",
              "falls again, before adversarial robustness rises (the source, on images)")
          .misleads(
              "Never compare across radii or input sizes: an embedding that grows with training"
                  + " moves away from its neurons' kinks at a fixed radius. A proxy where the"
                  + " activation has no kink (GELU, SiLU, tanh). Attention is not counted. The"
                  + " source has images; between tokens there are no inputs")
          .source("arXiv 2402.15555 and its code")
          .build();
}
