package groklab.bench.step;

import groklab.lab.spec.RunSpec;
import groklab.zoo.recipe.Recipes;
import java.util.Arrays;
import java.util.List;

/// The training steps that are measured. Where a recipe has the settings, the case is the recipe.
public final class Cases {
  private static final String QUADRATIC =
      """
      name = "quadratic-step"
      [task]
      modulus = 97
      trainFraction = 0.5
      tokens = "pair"
      [model]
      kind = "mlp"
      input = "onehot"
      hiddenLayers = 1
      width = 500
      activation = "square"
      bias = false
      [optimizer]
      learningRate = 0.01
      weightDecay = 5.0
      warmupSteps = 0
      [training]
      loss = "mean-squared-error"
      """;

  public static final List<StepCase> STEPS =
      List.of(
          new SpecCase(
              "nanda-step",
              "one-layer transformer, p = 113, 3,830 pairs, full batch (arXiv 2301.05217)",
              Recipes.load("nanda2023")),
          new SpecCase(
              "power-step",
              "two-layer transformer, division mod 97, 50 %, batches of 512 (arXiv 2201.02177)",
              recipe("power2022-division", "task.trainFraction=0.5")),
          new SpecCase(
              "mlp-step",
              "perceptron 194-250-97, addition mod 97, 40 %, full batch (arXiv 2408.08944)",
              Recipes.load("mlp-addition")),
          new SpecCase(
              "quadratic-step",
              "perceptron 194-500-97 with squares, mod 97, 50 %, full batch (arXiv 2310.13061)",
              Recipes.reader().parse(QUADRATIC)),
          new DeepMlpCase(
              "deep-mlp-step",
              "perceptron of 12 layers of width 400, 784 inputs, batches of 200 (arXiv 2405.19454)",
              deepWidths(),
              200));

  private Cases() {}

  private static RunSpec recipe(String name, String... overrides) {
    return Recipes.reader().readNamed(name, List.of(overrides));
  }

  private static int[] deepWidths() {
    int[] widths = new int[13];
    Arrays.fill(widths, 400);
    widths[0] = 784;
    widths[12] = 10;
    return widths;
  }
}
