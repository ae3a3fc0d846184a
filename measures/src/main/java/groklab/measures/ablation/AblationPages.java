package groklab.measures.ablation;

import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;

/// The pages of the measures of damage.
final class AblationPages {
  private static final String SPECIFICITY =
      "(Δ_validation − Δ_train)/(|Δ_validation| + |Δ_train|), Δ the rise of the loss: −1 only"
          + " training answers suffer, 0 both alike, 1 only validation answers; NaN where neither"
          + " changes";
  private static final String RANGE =
      "losses per scored position as `loss` counts them, accuracies in [0, 1], specificity in [−1,"
          + " 1]";
  private static final String KEYS =
      "Key frequencies are those that explain at least 0.85 of the variance of at least 5 hidden"
          + " units at this probe";
  private static final String MOVING_KEYS =
      "The key frequencies are found anew at each probe: before the circuits are there, there is"
          + " none, so nothing (or everything) is removed. The paper takes those of the finished"
          + " network for all steps. ";
  private static final String LOSS_OF_CONFIDENCE =
      "Before grokking the validation loss is that of confident wrong answers: any damage may lower"
          + " it, which makes the specificity −1 without a word about what was removed. ";

  private AblationPages() {}

  private static MeasurePage.Builder page(String name, String summary) {
    return MeasurePage.of(MeasureGroup.ABLATION, name, summary);
  }

  /// Announces what [Damage#put] records.
  private static MeasurePage.Builder damage(MeasurePage.Builder builder, String name, String what) {
    return builder
        .records(name + ".SET.loss", "loss " + what)
        .records(name + ".SET.accuracy", "accuracy " + what)
        .records(name + ".specificity", "of the damage; only with a validation set");
  }

  static final MeasurePage HEADS =
      damage(
              damage(
                  page("ablation.heads", "What is lost without each attention head"),
                  "ablation.head.N.N.zero",
                  "with the output z of a head (layer, head) set to 0"),
              "ablation.head.N.N.mean",
              "with it set to its mean over the training examples at the same position")
          .formula("forward pass with blocks.L.attn.hook_z edited; specificity " + SPECIFICITY)
          .shapes("z `[examples · positions, heads · head width]`")
          .normalisation(RANGE)
          .logarithm("natural")
          .cost("two forward passes of all examples for each head")
          .reading(
              "training answers suffer and validation answers do not: specificity near −1",
              "moves towards 0 for the heads that carry the rule",
              "both suffer alike: specificity near 0")
          .misleads(
              LOSS_OF_CONFIDENCE
                  + "Zero is no natural value of z, so zeroing also throws later layers off their"
                  + " distribution; the mean is the milder question. Heads can stand in for one"
                  + " another: little damage by each alone does not mean that none is needed")
          .source("arXiv 2301.05217, section 4 (ablations); arXiv 2211.00593 for mean ablation")
          .build();

  static final MeasurePage NEURONS =
      damage(
              damage(
                  damage(
                      page(
                          "ablation.neurons",
                          "What is lost without the hidden units of the key frequencies, and"
                              + " without the rest"),
                      "ablation.neurons.key",
                      "without the units of all key frequencies"),
                  "ablation.neurons.rest",
                  "without all other units"),
              "ablation.neurons.largest",
              "without the units of the key frequency that has the most")
          .records("ablation.neurons.key.count", "units of all key frequencies")
          .records("ablation.neurons.largest.count", "units of that frequency")
          .records("ablation.neurons.largest.frequency", "that frequency; 0 = there is none")
          .formula(
              "forward pass with units of the last hidden layer set to 0. "
                  + KEYS
                  + "; a unit belongs to the frequency that explains most of it if that is at least"
                  + " 0.85; specificity "
                  + SPECIFICITY)
          .shapes(
              "activations `[examples, units]` at the scored position, and on the whole answer"
                  + " table")
          .normalisation(RANGE)
          .logarithm("natural")
          .cost(
              "three forward passes of all examples and ten operations for each activation of the"
                  + " table")
          .reading(
              "no key frequency: removing the key units changes nothing, removing the rest"
                  + " everything",
              "key units take over: without the rest a part of the validation answers stays right",
              "without the key units both sets are at chance; without the rest little is lost")
          .misleads(
              LOSS_OF_CONFIDENCE
                  + MOVING_KEYS
                  + "A large group does more damage than a small one: read it with the count. The"
                  + " threshold 0.85 decides who belongs; networks with other algorithms have no"
                  + " clusters at all")
          .source("arXiv 2301.05217, sections 4.3 and 4.4")
          .build();

  static final MeasurePage SYNERGY =
      damage(
              damage(
                  page(
                      "ablation.synergy",
                      "What is lost without the most synergistic group of hidden units, and without"
                          + " its complement"),
                  "ablation.synergy.group",
                  "without the units of the group"),
              "ablation.synergy.complement",
              "with the units of the group alone")
          .records("ablation.synergy.group.count", "units of the group; 0 = there is none")
          .formula(
              "forward pass with units of the last hidden layer set to 0; the group is that of"
                  + " information.synergy; specificity "
                  + SPECIFICITY)
          .shapes("activations `[training examples · scored positions, units]`")
          .normalisation(RANGE + "; NaN where there is no group")
          .logarithm("natural")
          .cost(
              "that of information.synergy, shared with it, and two forward passes of all examples")
          .reading(
              "training answers need both",
              "the group alone comes nearer to the whole network, if the paper is right; in our"
                  + " quickstart run it does not",
              "the difference between group and complement tells where synergy lies")
          .misleads(
              LOSS_OF_CONFIDENCE
                  + "The paper keeps the group and *retrains* it alone; this is the group as it"
                  + " stands. The group is often most of the layer, and then the comparison is of a"
                  + " large group with a small one (the count says so); it may also change from"
                  + " probe to probe")
          .source("arXiv 2408.08944, section 7")
          .build();

  static final MeasurePage EMBEDDING =
      damage(
              damage(
                  page(
                      "ablation.embedding",
                      "What is lost without the key frequencies of the embedding, and with them"
                          + " alone"),
                  "ablation.embedding.withoutKey",
                  "without the key frequencies of the tokens' embedding"),
              "ablation.embedding.onlyKey",
              "without all its other frequencies")
          .records("ablation.embedding.keyCount", "number of key frequencies")
          .formula(
              "forward pass with W_E replaced by FᵀMF·W_E over the tokens of the group, F the"
                  + " Fourier basis, M = 1 for the frequencies that stay and for the constant;"
                  + " other tokens keep their rows. "
                  + KEYS
                  + "; specificity "
                  + SPECIFICITY)
          .shapes("W_E `[tokens, width]`, m of the tokens being elements of the group Z_m")
          .normalisation(RANGE)
          .logarithm("natural")
          .cost(
              "two forward passes of all examples and ten operations for each activation of the"
                  + " table")
          .reading(
              "no key frequency: withoutKey is the whole network, onlyKey knows no token from"
                  + " another",
              "onlyKey nears the whole network on the validation set, while training answers still"
                  + " need the rest",
              "withoutKey at chance, onlyKey nearly as good as the whole network")
          .misleads(
              LOSS_OF_CONFIDENCE
                  + MOVING_KEYS
                  + "A frequency can be stored and not used; then removing it costs nothing. A"
                  + " one-hot input has no embedding, and the measure does not apply")
          .source("arXiv 2301.05217, section 4.4")
          .build();

  static final MeasurePage LOGITS =
      damage(
              damage(
                  page(
                      "ablation.logits",
                      "What is lost without the key frequencies of x + y in the outputs, and with"
                          + " them alone"),
                  "ablation.logits.withoutKey",
                  "of the answer without cos and sin w_k(x + y) of the key frequencies k"),
              "ablation.logits.onlyKey",
              "of the answer without those of all other frequencies")
          .records("ablation.logits.keyCount", "number of key frequencies")
          .formula(
              "outputs less their projection on cos w_k(x + y) and sin w_k(x + y) over the whole"
                  + " table, for each class apart. "
                  + KEYS
                  + "; specificity "
                  + SPECIFICITY)
          .shapes(
              "outputs `[m², classes]` of all pairs, in the order of the group; pairs outside it"
                  + " stay as they are")
          .normalisation(RANGE + ", at the position of the answer alone")
          .logarithm("natural")
          .cost(
              "projections and three losses of the whole table on one core; the forward pass is"
                  + " shared")
          .reading(
              "no key frequency: withoutKey changes nothing; onlyKey leaves the part that is no"
                  + " function of x + y",
              "withoutKey: the training loss rises, first slowly, as the circuits grow",
              "withoutKey at chance or worse on both sets")
          .misleads(
              LOSS_OF_CONFIDENCE
                  + MOVING_KEYS
                  + "onlyKey takes off other functions of x + y only, and leaves everything that is"
                  + " no function of x + y: memory stays. The restricted loss of the paper takes"
                  + " that off too, and is therefore another number")
          .source("arXiv 2301.05217, section 5.1 (excluded loss, its variant per component)")
          .build();

  static final MeasurePage CIRCUIT_COMPLEXITY =
      page(
              "circuit.complexity",
              "How much the training answers change when a tenth of a weight matrix is set to 0")
          .records(
              "circuit.complexity.TENSOR",
              "of one matrix, summed over the training set's scored positions")
          .records("circuit.complexity", "mean over the matrices")
          .formula(
              "Σ KL(softmax(z) ‖ softmax(z′)), z′ the outputs with a random tenth of one matrix set"
                  + " to 0; one mask for each matrix, drawn from the run's seed and the same at"
                  + " each probe")
          .shapes("outputs `[training examples · scored positions, classes]`")
          .normalisation("a sum over examples, as in the paper: it grows with the training set")
          .logarithm("natural")
          .cost("a forward pass of the training set for each matrix and one more, in float64")
          .reading(
              "high: memory is spread over all weights",
              "falls",
              "low; in the collapse that may follow without weight decay (anti-grokking) it stays"
                  + " low")
          .misleads(
              "It grows with the outputs' size: confident networks have a large divergence for the"
                  + " same damage, and weight decay lowers it alone. The paper names neither layer,"
                  + " number of masks nor averaging: compare with nobody else's numbers. It does"
                  + " not tell grokking from anti-grokking (arXiv 2506.04434)")
          .source("arXiv 2405.12755")
          .build();
}
