package groklab.lab.measure.catalogue;

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
              "The threshold 0.005 is low: chance can pass it. Cosets explain much of the same networks (arXiv 2312.06581), so"
                  + " similarity with a character does not prove that matrices are multiplied")
          .source("arXiv 2302.03025, section 4")
          .build();

  static final MeasurePage LOSSES =
      page("group.restrictedLoss", "The loss with only, and with all but, the key representations")
          .records("group.restrictedLoss", "only the key parts, all cells")
          .records("group.excludedLoss", "without the key parts, training cells")
          .formula(
              "the logits projected on the functions ρ_ij(a·b) of the key ρ (similarity above 0.005 at this probe), or the rest")
          .shapes(LOGITS)
          .normalisation("per cell; no mean is restored")
          .logarithm("natural")
          .cost("two exponentials for each logit and the projections")
          .reading(
              "near ln n!",
              "restricted falls and excluded rises during circuit formation",
              "restricted near 0")
          .misleads(
              "Of the logits; the paper projects the hidden layer, and its later code the embeddings. Keys are those of the"
                  + " present weights and change between probes")
          .source("arXiv 2302.03025, section 5")
          .build();

  static final MeasurePage EMBEDDING =
      page("group.embeddingShare", "How much of the embedding lies in each representation of S_n")
          .records("group.embeddingShare.PARTITION", "share of the squared norm")
          .formula("‖QᵀE‖²/‖E‖², Q an orthonormal basis of the functions ρ_ij, rank d²")
          .shapes(
              "the left operand's embedding rows `[n!, width]`; of a perceptron the first layer's rows")
          .normalisation(
              "in [0, 1], together 1; d²/n! for a random table (16/120 for the standard one of S_5)")
          .logarithm("none")
          .cost("n!²·(n! + width) multiply-adds")
          .reading("d²/n!", "concentrates on the keys", "paper, S_5: sign 0.07 and standard 0.93")
          .misleads(
              "Compare with d²/n! before calling a share large; of a transformer only W_E is read, not what the heads do to it")
          .source("arXiv 2302.03025, section 4.2")
          .build();
}
