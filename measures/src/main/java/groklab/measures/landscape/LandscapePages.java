package groklab.measures.landscape;

import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;

/// The pages of the measures of the landscape.
final class LandscapePages {
  private static final String LOSS_L =
      "L is the mean loss over the whole training set, in float64, without weight decay and"
          + " dropout";
  private static final String NO_PROPERTY_OF_FUNCTION =
      "Curvature is no property of the function that the network computes: rescaling ReLU layers or"
          + " the outputs changes it, so read it beside the weight norm. ";

  private LandscapePages() {}

  private static MeasurePage.Builder page(String name, String summary) {
    return MeasurePage.of(MeasureGroup.LANDSCAPE, name, summary);
  }

  static final MeasurePage ENDS =
      page("landscape.hessianTop", "Largest and smallest eigenvalue of the training loss's Hessian")
          .records("landscape.hessianTop", "the algebraically largest eigenvalue")
          .records("landscape.hessianLowest", "the algebraically smallest; below 0 at a saddle")
          .records("landscape.hessianTop.residual", "an eigenvalue lies within this of the largest")
          .records("landscape.hessianLowest.residual", "and within this of the smallest")
          .formula(
              "ends of the spectrum of H = ∇²L by Lanczos with full re-orthogonalisation from a"
                  + " random vector of the run's seed, until both residuals are below 10⁻³ of the"
                  + " larger |eigenvalue|, at most 40 products; "
                  + LOSS_L)
          .shapes("H is [weights, weights] and never formed: products Hv only")
          .normalisation("none; of the mean loss")
          .logarithm("none")
          .cost(
              "at most 40 Hessian products of about three full-batch steps each, in float64; 40"
                  + " vectors of memory")
          .reading(
              "rises while the network memorises, then falls with the training loss",
              "a rise or a spike near the transition is reported; slingshots show as spikes",
              "small, and near 2/η at the edge of stability for plain descent at rate η")
          .misleads(
              NO_PROPERTY_OF_FUNCTION
                  + "As the training loss goes to 0 so does the Hessian, whether or not the network"
                  + " generalises. Power iteration, which PyHessian uses, finds the largest"
                  + " |eigenvalue|, which may be the negative end")
          .source("arXiv 1912.07145 (PyHessian); arXiv 2206.04817 for slingshots")
          .build();

  static final MeasurePage TRACE =
      page("landscape.hessianTrace", "Trace of the training loss's Hessian with its standard error")
          .records("landscape.hessianTrace", "mean of 30 single estimates")
          .records("landscape.hessianTrace.standardError", "their standard deviation over √30")
          .formula(
              "Hutchinson's estimate: mean of vᵀHv over 30 random vectors v of ±1, the same ones at"
                  + " each probe; "
                  + LOSS_L)
          .shapes("H is [weights, weights] and never formed")
          .normalisation("none; divide by the number of weights for a mean eigenvalue")
          .logarithm("none")
          .cost("30 Hessian products of about three full-batch steps each, in float64")
          .reading(
              "peaks while the network memorises",
              "falls through the transition",
              "small; without decay it may rise again long after both accuracies are 1")
          .misleads(
              NO_PROPERTY_OF_FUNCTION
                  + "The estimate's variance is 2·Σ_{i≠j} H_ij²: read no change that is smaller"
                  + " than the standard error. A flat loss is also what confident memorising"
                  + " without decay reaches")
          .source("arXiv 1912.07145; arXiv 2603.01192 for its course in grokking")
          .build();

  static final MeasurePage GRADIENT_CURVATURE =
      page("landscape.gradientCurvature", "Curvature of the training loss along its own gradient")
          .records("landscape.gradientCurvature", "NaN where the gradient is 0")
          .formula("gᵀHg/‖g‖², g = ∇L; " + LOSS_L)
          .shapes("g has one entry for each weight")
          .normalisation("in the unit of Hessian eigenvalues, at most the largest of them")
          .logarithm("none")
          .cost("one gradient and one Hessian product, in float64: about four full-batch steps")
          .reading(
              "near the largest eigenvalue while training is fast",
              "rises sharply in a slingshot, before the loss spikes",
              "falls")
          .misleads(
              NO_PROPERTY_OF_FUNCTION
                  + "The paper takes the optimiser's update for g. Adam's update needs its moments,"
                  + " which the weights do not tell, so this is the update of plain descent: with"
                  + " Adam the two can differ by orders of magnitude")
          .source("arXiv 2206.04817, appendix (curvature along the update)")
          .build();

  static final MeasurePage SHARPNESS =
      page("landscape.sharpness", "How much the training loss can rise near the weights")
          .records("landscape.sharpness", "Keskar's sharpness in percent")
          .records("landscape.sharpness.maximum", "the largest loss that was found in the box")
          .records(
              "landscape.sharpness.ascent",
              "rise of the loss after one step of length 0.05 along the gradient; NaN where that is"
                  + " 0")
          .formula(
              "100·(max L(w + z) − L(w))/(1 + L(w)), |z_i| ≤ ε(|w_i| + 1), ε = 10⁻³; searched from"
                  + " w and from one random point of the box by 5 steps towards the corner that the"
                  + " gradient points to, each halved up to six times; ascent: L(w + ρg/‖g‖) −"
                  + " L(w); "
                  + LOSS_L)
          .shapes("z has one entry for each weight: the whole space, no random subspace")
          .normalisation("percent of 1 + L; at least 0")
          .logarithm("none")
          .cost("up to 75 evaluations with gradient, usually some 20, in float64")
          .reading(
              "large after memorising: small changes of all weights cost much",
              "falls",
              "small relative to the plateau")
          .misleads(
              NO_PROPERTY_OF_FUNCTION
                  + "Not invariant to rescaling; with 1 + L below, compare at losses of one size"
                  + " only. The box's maximum is searched, not known: a lower bound. The paper"
                  + " searches by L-BFGS-B, which stays where the gradient vanishes, so numbers"
                  + " differ from its own")
          .source("arXiv 1609.04836, metric 2.1; arXiv 2010.01412 for the ascent step")
          .build();

  static final MeasurePage NTK_ALIGNMENT =
      page("landscape.ntkAlignment", "How much of the tangent kernel points at the task")
          .records(
              "landscape.ntkAlignment", "centred as in the authors' code; NaN for a kernel of 0")
          .records(
              "landscape.ntkAlignment.plain", "without any centring, as in the paper's formula")
          .records("landscape.ntkNorm", "‖K‖_F")
          .formula(
              "yᵀKy/(‖K‖_F·‖y‖²), K = JJᵀ; y less its mean and K less its column means. Rows of J:"
                  + " the gradients, with respect to all weights, of the outputs of the right class"
                  + " (y = 1) and of one wrong class (y = 0), drawn from the run's seed, of 16"
                  + " validation examples spread evenly over the set")
          .shapes("J `[2 · 16 · scored positions, weights]`")
          .normalisation("at most 1, insensitive to the scale of K")
          .logarithm("none")
          .cost(
              "32 gradients of a pass over 16 examples, in float64, and 32·33/2 inner products of"
                  + " all weights")
          .reading(
              "low: the initial kernel does not fit the task",
              "rises as the loss on unseen examples falls (lazy to rich)",
              "stays up")
          .misleads(
              "A sample of 32 rows of examples·classes, so values depend on the draw: compare"
                  + " within a run. Counter-evidence: in our quickstart run (seed 0) it falls, from"
                  + " 0.18 to 0.14, while the network groks. The one-layer transformer leaves its"
                  + " linearisation early although it groks (the authors' own appendix), so lazy to"
                  + " rich is sufficient and not necessary. On training examples where there is no"
                  + " validation set")
          .source("arXiv 2310.06110, section 4, and its notebook")
          .build();

  static final MeasurePage NTK_MOVEMENT =
      page("landscape.ntkMovement", "How far the tangent kernel has turned from the initial one")
          .records("landscape.ntkMovement", "0 at step 0; NaN if a kernel is 0")
          .formula(
              "1 − ⟨K_t, K_0⟩/(‖K_t‖_F·‖K_0‖_F), K as in landscape.ntkAlignment, K_0 at the initial"
                  + " weights")
          .shapes("J `[2 · 16 · scored positions, weights]`")
          .normalisation("in [0, 2]; 0 while only the kernel's scale changes")
          .logarithm("none")
          .cost("as landscape.ntkAlignment, with which it shares the kernel")
          .reading(
              "small while a lazy network fits like a kernel machine",
              "has risen by the transition",
              "large and steady")
          .misleads(
              "Networks at standard scale are not lazy: the kernel turns while they memorise, long"
                  + " before they generalise. That it moved says nothing of where to: for that the"
                  + " alignment")
          .source("arXiv 2310.06110")
          .build();

  static final MeasurePage LLC =
      page(
              "landscape.llc",
              "Local learning coefficient: how many directions the loss allows to move in")
          .records("landscape.llc", "mean of two chains; NaN if one diverged")
          .records("landscape.llc.standardDeviation", "over the chains, divisor 1")
          .records(
              "landscape.llc.drift",
              "estimate from the later half of the draws less that from the earlier: far from 0 ="
                  + " not settled")
          .records("landscape.llc.nBeta", "nβ, without which the number means nothing")
          .records(
              "landscape.llc.chainsAboveChance",
              "chains whose mean loss is not below that of guessing: above 0 = do not believe the"
                  + " number, unless the network itself is no better than guessing")
          .formula(
              "λ̂ = nβ(E[L(w)] − L(w*)) by stochastic gradient Langevin dynamics, w ← w −"
                  + " (ε/2)(nβ∇L_batch(w) + γ(w − w*)) + √ε N(0, I) with ε = 10⁻⁴, γ = 1000, nβ ="
                  + " n/ln n for n training examples, 2 chains of 50 draws after 50 steps of"
                  + " burn-in, a draw at each step, batches of 128 (or the whole set where it is"
                  + " smaller), L(w*) over the whole training set; "
                  + LOSS_L)
          .shapes("w: all weights")
          .normalisation(
              "in units of half a number of parameters: λ = d/2 at a regular minimum without"
                  + " localisation")
          .logarithm("natural in nβ")
          .cost("200 minibatch gradients in float64 and 200 normal random numbers for each weight")
          .reading(
              "rises during memorising to a peak",
              "falls as the network generalises",
              "a lower plateau")
          .misleads(
              "Another ε, γ or nβ changes it by orders of magnitude: compare within one setting."
                  + " The localisation is strong, because noise in all of a transformer's weights"
                  + " drowns the network otherwise, and so it sees the nearest neighbourhood only,"
                  + " in which a small training loss makes a small number: late in a run it falls"
                  + " with the loss whether or not the network generalises. At weights that are no"
                  + " minimum it can be negative, and is shown so. devinterp takes nβ = B/ln B and"
                  + " other defaults, hence other numbers")
          .source(
              "arXiv 2308.12108; devinterp's grokking notebook; arXiv 2603.01192 for its course")
          .build();

  static final MeasurePage BARRIER =
      MeasurePage.of(
              MeasureGroup.LANDSCAPE,
              "landscape.barrier",
              "The losses on the straight line from the checkpoint before to this one")
          .records(
              "SET.barrier",
              "the largest excess of the loss over the straight line between its end values")
          .records("SET.barrier.aboveMean", "largest loss less the mean of the end values")
          .records(
              "SET.barrier.aboveHigherEnd",
              "largest loss less the higher end: what a path from either end must climb")
          .records(
              "SET.barrier.at",
              "where the largest excess is, from 0 (checkpoint before) to 1 (this one); 0 if there"
                  + " is none")
          .records("SET.barrier.loss.N", "the loss at N per cent of the way, N = 0, 10, ..., 100")
          .formula(
              "max_a [L((1 − a)·w_s + a·w_t) − (1 − a)·L(w_s) − a·L(w_t)] over a = 0, 0.1, ..., 1,"
                  + " s the step of the checkpoint before that of t; L is the mean loss on the set,"
                  + " in float64, without weight decay and dropout")
          .shapes("w: all weights")
          .normalisation("of the mean loss; at least 0 (aboveMean: at least 0 too)")
          .logarithm("none")
          .cost("11 evaluations of the loss with its gradient on each set, in float64")
          .reading(
              "while the network memorises, above the line but below the higher end; on the plateau"
                  + " next to 0 (nanda2023, seed 1: 1.3·10⁻⁵ at most)",
              "a hill of the training loss between checkpoints on both sides of the cleanup,"
                  + " although it is next to 0 at both ends (same run: 0.98 from step 4,096 to"
                  + " 7,433): the two solutions are apart",
              "next to 0 again (2·10⁻⁷): both ends are in one basin")
          .misleads(
              "Of 11 points; a hill that is narrower is not seen. The longer the way, the higher"
                  + " the hills: no barrier between neighbours does not mean none between the ends"
                  + " of the run (the dashboard draws one from the memorising to the last weights)."
                  + " A loss that sags along the line has no barrier, however deep it falls between"
                  + " the ends, and one that falls late has one without any hill: for that look at"
                  + " aboveHigherEnd")
          .source("arXiv 1412.6544 (the line); arXiv 1912.05671 (aboveMean: instability)")
          .build();
}
