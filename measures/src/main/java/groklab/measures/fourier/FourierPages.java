package groklab.measures.fourier;

import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;

/// The pages of the Fourier measures.
final class FourierPages {
  private static final String LOGITS =
      "logits L `[m², m]` of all cells, row (x, y), column z, other classes such as \"=\" left out;"
          + " m = p for add and subtract, p − 1 for multiply and divide, whose elements are read as"
          + " powers of the smallest generator";
  private static final String KEY =
      "a frequency k is key at this probe when at least half of what the logits hold in cos and sin"
          + " of w_k(x+y) has the form cos w_k(x+y−z), and k holds at least 1 % of that energy over"
          + " all frequencies";
  private static final String OWN_KEYS =
      "The keys are those of the weights at this very step, so a frequency that becomes key is a"
          + " jump; the paper takes the keys of the final network for all steps, whose curves are"
          + " smooth and move earlier";

  private FourierPages() {}

  private static MeasurePage.Builder page(String name, String summary) {
    return MeasurePage.of(MeasureGroup.FOURIER, name, summary);
  }

  static final MeasurePage RESTRICTED =
      page("fourier.restrictedLoss", "The loss that the key frequencies alone would have")
          .records("fourier.restrictedLoss", "over all cells, as in the paper's code")
          .records(
              "fourier.restrictedLoss.test", "over the cells that are not trained on; NaN if none")
          .formula(
              "L' = Σ_k of the projections of each logit column on the unit vectors cos w_k(x+y)"
                  + " and sin w_k(x+y), k key; loss = mean of −ln softmax(L' + mean over cells of"
                  + " (L − L'))[answer]; "
                  + KEY)
          .shapes(LOGITS)
          .normalisation("per cell; ln m without any key, up to what the class means give")
          .logarithm("natural")
          .cost("about 8 m³ additions for the keys, shared, and m³ exponentials")
          .reading(
              "near ln m, or a little above",
              "falls during circuit formation, well before the validation loss",
              "below the full loss: what memorised is gone from it")
          .misleads(
              "The span of cos and sin w_k(x+y) averages over all cells with one answer, training"
                  + " cells among them, so a memorised table shows in it a little, the more the"
                  + " larger the training share. A shift in phase of the answer fails the rule for"
                  + " keys. "
                  + OWN_KEYS)
          .source("arXiv 2301.05217, section 5.1 and its code; the rule for keys is our own")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage EXCLUDED =
      page("fourier.excludedLoss", "The training loss with the key frequencies removed")
          .records(
              "fourier.excludedLoss",
              "mean over the keys of the loss with that one key removed; the training loss without"
                  + " keys")
          .records("fourier.excludedLoss.allKeys", "with all keys removed at once")
          .formula(
              "mean over training cells of −ln softmax(L − L'_k)[answer], L'_k the projection of"
                  + " each logit column on cos w_k(x+y) and sin w_k(x+y), without restored means; "
                  + KEY)
          .shapes(LOGITS)
          .normalisation("per training cell; true answers, also where labels are noisy")
          .logarithm("natural")
          .cost("one exponential for each logit of a training cell and each key")
          .reading(
              "falls with the training loss while the network memorises",
              "rises during circuit formation while train and validation loss lie still: the"
                  + " training cells come to rest on the circuit",
              "high; with all keys removed far above ln m")
          .misleads(
              "The mean over single keys drops when a further key appears, because the others then"
                  + " cover for one that is missing; allKeys does not. Without weight decay it need"
                  + " not rise: what was memorised stays. "
                  + OWN_KEYS)
          .source("arXiv 2301.05217, section 5.1 and its code, on the training cells")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage KEYS =
      page("fourier.keyFrequencies", "How many frequencies the network answers with, and which")
          .records("fourier.keyFrequencies", "their number")
          .records(
              "fourier.key.N",
              "for each key frequency N its share of the energy of all frequencies >= 1; not"
                  + " recorded for others")
          .formula(
              "energy_k = squared norm of the logits' part (class mean removed) in cos and sin of"
                  + " w_k(x+y); coefficient_k = ⟨L, C_k⟩ with C_k the unit cube cos w_k(x+y−z),"
                  + " must be positive; key iff coefficient_k²/energy_k ≥ 0.5 and energy_k ≥ 0.01 Σ"
                  + " energy")
          .shapes(LOGITS)
          .normalisation("shares in [0, 1], over all frequencies 1..⌊m/2⌋")
          .logarithm("none")
          .cost("about 8 m³ additions, shared by the measures of restricted and excluded loss")
          .reading(
              "none at first: by chance coefficient²/energy is about 1/(2m)",
              "the first keys stand out long before accuracy moves",
              "a handful; weak ones may have died")
          .misleads(
              "A lookup table for a large training share answers with all frequencies alike and"
                  + " makes all of them key. The paper counts frequencies that explain 85 % of some"
                  + " neuron (fourier.neuronFve.clusters does, with at least 5 neurons); on our"
                  + " runs both agree in the end, but neurons show a key only when it is nearly"
                  + " pure. For multiply and divide the numbers depend on the generator")
          .source("our own rule, from the logit cosines of arXiv 2301.05217, section 4.1")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage LOGIT_FVE =
      page("fourier.logitFve", "How much of the logits is a sum of cosines at the key frequencies")
          .records("fourier.logitFve", "share explained by Σ_k coefficient_k C_k, k key")
          .records(
              "fourier.logitFve.trigonometric",
              "share in the span of cos and sin w_k(x+y), k key: never less")
          .formula(
              "1 − ‖L − Σ_k ⟨L, C_k⟩ C_k‖²/‖L‖² = Σ_k ⟨L, C_k⟩²/‖L‖², C_k = cos w_k(x+y−z) at unit"
                  + " norm, L centred over z")
          .shapes(LOGITS)
          .normalisation(
              "in [0, 1]; each row's mean over classes subtracted first, because a constant changes"
                  + " no softmax and can push the raw share below 0.1")
          .logarithm("none")
          .cost("nothing beyond the key frequencies")
          .reading(
              "0", "rises smoothly through circuit formation", "0.8 to 0.98; the paper has 0.95")
          .misleads(
              "The amplitude of each frequency is free, so a high share with too small a margin"
                  + " still answers wrongly")
          .source("arXiv 2301.05217, section 4.1")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage NEURON_FVE =
      page("fourier.neuronFve", "How far each neuron follows one frequency")
          .records(
              "fourier.neuronFve", "mean over live neurons of the share of their best frequency")
          .records("fourier.neuronFve.tuned", "share of all neurons with at least 0.85")
          .records("fourier.neuronFve.dead", "share of neurons without variance over the table")
          .records(
              "fourier.neuronFve.clusters",
              "frequencies with at least 5 neurons of at least 0.85: the paper's keys")
          .formula(
              "FVE_k = (squared 2-D Fourier coefficients with row and column in {0, cos k, sin k},"
                  + " without (0,0))/(all), activations centred over the table; best = max_k FVE_k")
          .shapes(
              "activations `[m², neurons]` of the only hidden layer after its nonlinearity, at the"
                  + " scored position")
          .normalisation("in [0, 1]; about 8/m² for noise")
          .logarithm("none")
          .cost("6 m²n additions and 4 m²n multiply-adds, and reading the m²n activations")
          .reading(
              "low: inputs of all frequencies mix",
              "rises slowly, neuron by neuron",
              "0.8 to 1; the paper has 433 of 512 neurons tuned")
          .misleads(
              "A neuron that reads one token only is tuned without any addition. Neurons that are"
                  + " nearly dead count as much as strong ones")
          .source("arXiv 2301.05217, section 4.3; the minimum of 5 neurons is our own")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage EMBEDDING_GINI =
      page("fourier.embedding.gini", "How sparse the embedding is in the Fourier basis")
          .records("fourier.embedding.gini", "Gini coefficient of the m component norms")
          .records("fourier.embedding.gini.powers", "of the powers of the frequencies >= 1")
          .records(
              "fourier.embedding.top5Share",
              "share of the five strongest frequencies in the power of all >= 1; of fewer where"
                  + " there are fewer")
          .formula(
              "Gini of ‖F_f·W_E‖ over the rows f (constant, cos 1, sin 1, ...) of the orthonormal"
                  + " basis F, = mean|x_i − x_j|/(2 mean x)")
          .shapes(
              "W_E restricted to the left operand's elements, `[m, width]`; of a perceptron the"
                  + " first layer's rows for the left token")
          .normalisation("in [0, 1): 0 all alike, 1 − 1/m a single one")
          .logarithm("none")
          .cost("m² · width multiply-adds")
          .reading("about 0.1 or below, a random table", "rises", "0.5 to 0.8 with weight decay")
          .misleads(
              "Stored is not used: the paper's embedding holds a sixth frequency that the network"
                  + " ignores. Without weight decay it stays near 0.2 although the circuit is"
                  + " there")
          .source("arXiv 2301.05217, section 5.1; Gini as in the code of arXiv 2310.13061")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage NEURON_LOSSES =
      page(
              "fourier.neuronLosses",
              "Restricted and excluded loss by editing neurons instead of logits")
          .records(
              "fourier.neurons.restrictedLoss.test",
              "key parts of the neurons through the neuron-logit map, class means restored, on"
                  + " cells not trained on")
          .records(
              "fourier.neurons.excludedLoss",
              "with the key parts of the neurons removed, training cells")
          .formula(
              "with P the projection of the activations N on cos and sin w_k(x+y), k key, and W_L ="
                  + " W_out·W_U: restricted logits (mean N + P)·W_L with the class means of L,"
                  + " excluded logits L − P·W_L")
          .shapes("activations N `[m², neurons]` of the only hidden layer; " + LOGITS)
          .normalisation("per cell")
          .logarithm("natural")
          .cost("m²n additions, m²n multiply-adds and 2 m³ exponentials")
          .reading(
              "as fourier.restrictedLoss and fourier.excludedLoss",
              "as those",
              "as those, larger restricted loss: attention's direct path is left out")
          .misleads(
              "Other numbers than the paper's, which edits logits: say which. What the residual"
                  + " stream carries past the neurons is in neither")
          .source("TransformerLens, Grokking_Demo")
          .build();

  static final MeasurePage IPR =
      page("fourier.ipr", "How periodic the neurons of a two-layer perceptron are")
          .records("fourier.ipr.mean", "mean over neurons of the inverse participation ratio")
          .records("fourier.ipr.lowest", "of the least periodic neuron")
          .records("fourier.ipr.highest", "of the most periodic neuron")
          .records(
              "fourier.phases.matched", "share of neurons with one frequency in all three rows")
          .records(
              "fourier.phases.alignment",
              "R cos μ of φ1 + φ2 − φ3 over these: 1 if all phase sums are 0; NaN if there are"
                  + " none")
          .formula(
              "IPR_2 = Σ_f (|û_f|/‖û‖)⁴ of the one-sided Fourier magnitudes of a row, the constant"
                  + " included; a neuron's is the mean over its left, right and output row")
          .shapes("three rows of m weights for each neuron")
          .normalisation("in (0, 1]: 1 for one cosine, about 4/m for noise")
          .logarithm("none")
          .cost("6 m² multiply-adds a neuron")
          .reading(
              "about 4/m",
              "rises from early on, before the validation accuracy",
              "near 1 for neurons that generalise; those that memorise noisy labels stay low")
          .misleads(
              "The constant counts: a constant row looks as periodic as a cosine. The two-sided"
                  + " form has half the value")
          .source("arXiv 2301.02679; arXiv 2310.13061 and its code (r = 2, one-sided)")
          .build();

  static final MeasurePage SYMMETRY =
      page(
              "fourier.symmetry",
              "Whether the answers obey the symmetries of addition, right or wrong")
          .records("fourier.symmetry.swap", "share of test cells with f(x, y) = f(y, x)")
          .records("fourier.symmetry.shift", "with f(x+1, y) = f(x, y) + 1")
          .records(
              "fourier.symmetry.affine",
              "with f(kx+s, ky+s) = k f(x, y) + 2s, mean over 10 drawn maps (k, s); NaN for m = 2")
          .formula(
              "mean over the cells that are not trained on of 1[both sides agree]; a tie agrees"
                  + " with nothing")
          .shapes(LOGITS)
          .normalisation("in [0, 1]; NaN where everything is trained on")
          .logarithm("none")
          .cost("about 2 m³ comparisons")
          .reading(
              "swap high where embeddings are summed, the others near q² of the test accuracy q",
              "rise together with accuracy",
              "above 0.98")
          .misleads(
              "A network that always gives the same answer passes the swap. The image of a test"
                  + " cell may be a training cell")
          .source("our own tests of rule against look-up; the seed draws the maps")
          .build();

  static final MeasurePage DIRECTIONS =
      page(
              "fourier.directionFve",
              "Whether neurons carry cos and sin of the sum where the logits read them")
          .records("fourier.directionFve", "mean over both directions of all key frequencies")
          .records("fourier.directionFve.lowest", "the lowest of them")
          .records("fourier.directionFve.cos.N", "of frequency N, its cosine's direction")
          .records("fourier.directionFve.sin.N", "of frequency N, its sine's direction")
          .formula(
              "share of the variance of u_kᵀN(x, y) that cos w_k(x+y) explains, and of v_kᵀN that"
                  + " sin w_k(x+y) does; u_k, v_k the rows cos k, sin k of F·W_L, W_L the map from"
                  + " neurons to logits; keys as in fourier.keyFrequencies")
          .shapes("activations `[m², neurons]` of the hidden layer and W_L `[neurons, m]`")
          .normalisation("in [0, 1]; NaN without key frequencies")
          .logarithm("none")
          .cost("2m²n multiply-adds for each key frequency, beyond what fourier.* share")
          .reading("NaN: no keys", "rises to 1 with the circuit", "paper: above 0.9 for all keys")
          .misleads(
              "Of the keys of this probe. High values say what is read, not that nothing else is"
                  + " there: see fourier.logitFve")
          .source("arXiv 2301.05217, section 4.3")
          .build();

  static final MeasurePage FINAL_KEYS =
      MeasurePage.of(
              MeasureGroup.FOURIER,
              "fourier.finalKeys",
              "Restricted and excluded loss with the key frequencies of the last checkpoint")
          .records(
              "fourier.finalKeys", "how many key frequencies the last checkpoint has; 0 = none")
          .records("fourier.finalKeys.restrictedLoss", "as fourier.restrictedLoss")
          .records("fourier.finalKeys.restrictedLoss.test", "as fourier.restrictedLoss.test")
          .records("fourier.finalKeys.excludedLoss", "as fourier.excludedLoss")
          .records("fourier.finalKeys.excludedLoss.allKeys", "as fourier.excludedLoss.allKeys")
          .formula(
              "those of fourier.restrictedLoss and fourier.excludedLoss, the set of keys k being"
                  + " that of the last checkpoint for every step (groklab explain"
                  + " fourier.keyFrequencies)")
          .shapes("logits `[m², m]` of all cells, as for fourier.restrictedLoss")
          .normalisation("per cell")
          .logarithm("natural")
          .cost(
              "as fourier.restrictedLoss and fourier.excludedLoss, and the last checkpoint's"
                  + " logits")
          .reading(
              "restricted near ln m; excluded near the training loss",
              "restricted falls smoothly (nanda2023, seed 1: 4.7, 4.1, 3.4, 2.1, 0.4 at steps 256,"
                  + " 512, ..., 4,096), long before the validation loss does (22 at 2,048);"
                  + " excluded without all keys rises from 6·10⁻⁴ at 1,024 to 1.7 at 4,096",
              "restricted at or below the validation loss, excluded far above the training loss")
          .misleads(
              "It knows the end of the run: no forecast can be made of it, and of a run that is not"
                  + " over the \"last\" network is only the newest. A network that never"
                  + " generalised has no keys, and then restricted is the loss of the class means"
                  + " and excluded the training loss. The rule for keys is ours, by the logits; the"
                  + " paper names as keys the frequencies that tuned neurons have"
                  + " (fourier.neuronFve.clusters)")
          .source("arXiv 2301.05217, section 5.1 and its code")
          .build();
}
