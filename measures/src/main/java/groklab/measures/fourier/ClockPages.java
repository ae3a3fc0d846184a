package groklab.measures.fourier;

import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;

/// The pages of the measures that tell the clock from the pizza.
final class ClockPages {
  private static final String CONTESTED =
      "Later work holds that clock and pizza realise one abstract algorithm: report the numbers,"
          + " not a verdict";

  private ClockPages() {}

  private static MeasurePage.Builder page(String name, String summary) {
    return MeasurePage.of(MeasureGroup.FOURIER, name, summary);
  }

  static final MeasurePage SYMMETRICITY =
      page("clock.gradientSymmetricity", "Whether the logits depend on both embeddings alike")
          .records(
              "clock.gradientSymmetricity",
              "mean over triples of the cosine of the two gradients; NaN if all are zero")
          .formula(
              "mean over 100 triples (a, b, c), drawn from the run's seed, of cos(∂Q_abc/∂E_a,"
                  + " ∂Q_abc/∂E_b), Q_abc logit c on input (a, b), the two embedding vectors as"
                  + " separate variables")
          .shapes(
              "gradients `[100, width]` by the embedding vectors as fed, without the positional"
                  + " part")
          .normalisation("in [−1, 1]")
          .logarithm("none")
          .cost("a forward and backward pass of 100 examples")
          .reading(
              "high for symmetric initialisations, else near 0",
              "moves towards the algorithm that is found",
              "0.99 for the paper's pizza (constant attention), 0.33 for its clock; its boundary"
                  + " 0.98")
          .misleads(
              "A network whose inputs enter only by their sum has 1 whatever it learned. "
                  + CONTESTED)
          .source("arXiv 2306.17844, definition 4.1")
          .build();

  static final MeasurePage DISTANCE =
      page(
              "clock.distanceIrrelevance",
              "How little the correct logit depends on the distance x − y")
          .records("clock.distanceIrrelevance", "q; NaN where the correct logit is constant")
          .formula(
              "q = mean over d of std(correct logit | x − y ≡ d)/std(correct logit), population"
                  + " deviations")
          .shapes("the logit of the right class in each of the m² cells")
          .normalisation("in [0, 1]")
          .logarithm("none")
          .cost("6 m² operations beyond the shared logits")
          .reading(
              "near 1: noise does not depend on the distance",
              "falls where a pizza forms",
              "0 to 0.4 pizza, 0.4 to 1 clock; the paper's examples 0.17 and 0.85")
          .misleads("An ideal clock has a constant correct logit and no q. " + CONTESTED)
          .source("arXiv 2306.17844, definition 4.2")
          .build();

  static final MeasurePage CIRCULARITY =
      page("clock.circularity", "Whether the embedding consists of circles")
          .records(
              "clock.circularity",
              "mean over the first four principal components that have variance")
          .records("clock.circularity.components", "how many those are")
          .formula("for each component v over tokens max_k 2|Σ_j v_j e^{2πijk/m}|²/(m Σ v²)")
          .shapes("the left operand's embedding rows `[m, width]`, centred over tokens")
          .normalisation(
              "in [0, 1]: 1 for a pure cosine; about 0.13 for noise and 0.61 for a line at m = 59")
          .logarithm("none")
          .cost("a singular value decomposition of the embedding on one thread")
          .reading(
              "0.1 to 0.2", "rises", "above 0.995 counts as circular; both clock and pizza are")
          .misleads(
              "Two circles of nearly equal size may mix in the principal components and lower it."
                  + " In the paper about a third of trained one-layer networks are circular")
          .source("arXiv 2306.17844, appendix")
          .build();
}
