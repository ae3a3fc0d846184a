package groklab.measures.group;

import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;

/// The pages of the measures of groups.
final class GroupPages {
  private static final String LOGITS =
      "logits `[n!², n!]` of all products a·b of S_n, left factor first, up to S_5";

  private GroupPages() {}

  private static MeasurePage.Builder page(String name, String summary) {
    return MeasurePage.of(MeasureGroup.FOURIER, name, summary);
  }

  static final MeasurePage SIMILARITY =
      page("group.similarity", "How much the logits look like the characters of S_n")
          .records("group.similarity.PARTITION", "cosine with the character's cube")
          .records("group.explained", "sum of their squares")
          .records("group.keyRepresentations", "how many are above 0.005")
          .formula("cos(L, χ_ρ(a·b·c⁻¹)) over all n!³ entries, L centred over c")
          .shapes(LOGITS)
          .normalisation(
              "in [−1, 1]; the explained share in [0, 1]; the trivial representation has 0")
          .logarithm("none")
          .cost("n!³ additions, shared by the group.* measures")
          .reading(
              "near 0",
              "one or two rise",
              "paper, S_5: sign 0.51 and standard 0.77, 85 % explained")
          .misleads(
              "The threshold 0.005 is low: chance can pass it. Cosets explain much of the same"
                  + " networks (arXiv 2312.06581), so similarity with a character does not prove"
                  + " that matrices are multiplied")
          .source("arXiv 2302.03025, section 4")
          .build();

  static final MeasurePage LOSSES =
      page("group.restrictedLoss", "The loss with only, and with all but, the key representations")
          .records("group.restrictedLoss", "only the key parts, all cells")
          .records("group.excludedLoss", "without the key parts, training cells")
          .formula(
              "the logits projected on the functions ρ_ij(a·b) of the key ρ (similarity above 0.005"
                  + " at this probe), or the rest")
          .shapes(LOGITS)
          .normalisation("per cell; no mean is restored")
          .logarithm("natural")
          .cost("two exponentials for each logit and the projections")
          .reading(
              "near ln n!",
              "restricted falls and excluded rises during circuit formation",
              "restricted near 0")
          .misleads(
              "Of the logits; the paper projects the hidden layer, and its later code the"
                  + " embeddings. Keys are those of the present weights and change between probes")
          .source("arXiv 2302.03025, section 5")
          .build();

  static final MeasurePage EMBEDDING =
      page("group.embeddingShare", "How much of the embedding lies in each representation of S_n")
          .records("group.embeddingShare.PARTITION", "share of the squared norm")
          .formula("‖QᵀE‖²/‖E‖², Q an orthonormal basis of the functions ρ_ij, rank d²")
          .shapes(
              "the left operand's embedding rows `[n!, width]`; of a perceptron the first layer's"
                  + " rows")
          .normalisation(
              "in [0, 1], together 1; d²/n! for a random table (16/120 for the standard one of"
                  + " S_5)")
          .logarithm("none")
          .cost("n!²·(n! + width) multiply-adds")
          .reading("d²/n!", "concentrates on the keys", "paper, S_5: sign 0.07 and standard 0.93")
          .misleads(
              "Compare with d²/n! before calling a share large; of a transformer only W_E is read,"
                  + " not what the heads do to it")
          .source("arXiv 2302.03025, section 4.2")
          .build();

  static final MeasurePage UNEMBEDDING =
      page("group.unembeddingShare", "How much of the unembedding lies in each representation")
          .records("group.unembeddingShare.PARTITION", "share of the squared norm")
          .formula("‖QᵀW‖²/‖W‖², Q an orthonormal basis of the functions ρ_ij, rank d²")
          .shapes("W_U, or a perceptron's output matrix, a row for each element `[n!, width]`")
          .normalisation("in [0, 1], together 1; d²/n! for a random table")
          .logarithm("none")
          .cost("n!²·(n! + width) multiply-adds")
          .reading("d²/n!", "concentrates on the keys", "paper, S_5: sign 0.096, standard 0.845")
          .misleads("Compare with d²/n! before calling a share large")
          .source("arXiv 2302.03025, section 4.2")
          .build();

  static final MeasurePage HIDDEN =
      page("group.hiddenShare", "How much of the hidden layer lies in each representation")
          .records("group.hiddenShare.PARTITION", "of ρ(a), ρ(b) and ρ(a·b) together")
          .records("group.hiddenShare.product.PARTITION", "of ρ(a·b) alone")
          .formula(
              "share of ‖N‖² in the functions ρ_ij of the left operand, the right one and their"
                  + " product, N the activations centred over all pairs; the three are orthogonal,"
                  + " so their shares add up")
          .shapes("activations `[n!², neurons]` of the last hidden layer after its nonlinearity")
          .normalisation("in [0, 1]; the trivial representation has 0; NaN where no neuron varies")
          .logarithm("none")
          .cost("three sums over all pairs and the projections, for each representation")
          .reading(
              "spread over functions of one operand",
              "the share of the product rises",
              "paper, S_5: 0.889 for its keys together")
          .misleads(
              "A rectifier makes products of functions, so even a perfect network has a rest"
                  + " outside; functions of one operand alone are a large share of an untrained"
                  + " layer too, hence the product's own")
          .source("arXiv 2302.03025, section 4.2")
          .build();

  static final MeasurePage COSETS =
      page("group.cosets", "Whether neurons are constant on the cosets of a subgroup of S_n")
          .records("group.cosets.left.median", "median over neurons of min_H C_H, left operand")
          .records("group.cosets.left.median.shuffled", "the same with the elements shuffled")
          .records("group.cosets.left.belowOne", "share of the live neurons with min_H C_H < 1")
          .records("group.cosets.left.constant", "share of the live neurons with it below 10⁻⁶")
          .records("group.cosets.left.dead", "share of neurons that do not depend on the operand")
          .records("group.cosets.right.median", "of the right operand")
          .records("group.cosets.right.median.shuffled", "with the elements shuffled")
          .records("group.cosets.right.belowOne", "of the right operand")
          .records("group.cosets.right.constant", "of the right operand")
          .records("group.cosets.right.dead", "of the right operand")
          .formula(
              "C_H(f) = Σ over cosets of var(f on the coset)/var(f), sample variances; the minimum"
                  + " over all proper, non-trivial subgroups H, left and right cosets; f = a"
                  + " neuron's pre-activation, averaged over the other operand")
          .shapes(
              "pre-activations `[n!², neurons]` of the first hidden layer, up to S_5 (156"
                  + " subgroups)")
          .normalisation(
              "at least 0, a sum: a function that has nothing to do with H has about as many as H"
                  + " has cosets; NaN where all neurons are dead")
          .logarithm("none")
          .cost(
              "8·n! operations for each neuron, subgroup and side of coset, for both operands,"
                  + " twice")
          .reading(
              "as with shuffled elements",
              "falls during the accuracy jump",
              "the source, S_5: 99.2 % below 1, most below 10⁻⁶")
          .misleads(
              "The minimum over many subgroups is small by chance (subgroups of order 2, large ones"
                  + " with two cosets): read the shuffled one beside it. Weight decay leaves a"
                  + " rest, so .constant comes late. In a transformer a neuron is no sum of two"
                  + " operands' parts, and the average is only its best approximation by one")
          .source("arXiv 2312.06581 and its code")
          .build();
}
