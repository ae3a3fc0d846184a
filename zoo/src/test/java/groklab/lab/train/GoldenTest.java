package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.graph.Ints;
import groklab.lab.model.Examples;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.spec.RunSpec;
import groklab.zoo.recipe.Recipes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ten training steps against an independent implementation: see `golden/README.md`, which also
/// says what a tolerance in float32 can mean. The specs are the recipes themselves wherever there
/// is one.
class GoldenTest {
  /// The formulas: two implementations in float64 differ by rounding alone.
  private static final double LOSS_FLOAT64 = 1e-13;

  private static final double WEIGHT_FLOAT64 = 1e-11;
  private static final double GRADIENT_FLOAT64 = 1e-14;

  /// Of the loss itself, and of the largest weight of a tensor.
  private static final double FLOAT32 = 1e-5;

  private static final List<String> FLOAT64_RUN = List.of("training.precision=float64");

  // --- arXiv 2301.05217 --------------------------------------------------------------------------

  private static GoldenTrace nanda(List<String> overrides) {
    RunSpec spec = Recipes.reader().readNamed("nanda2023", overrides);
    Problem data = spec.problem();
    Examples examples = new Examples.Known(data, Ints.of(data.trainRows()));
    return GoldenTrace.run(
        spec,
        data,
        examples,
        s -> new int[0],
        GoldenFiles.tensors("nanda2023/initial.safetensors"),
        UnaryOperator.identity());
  }

  @Test
  void nanda2023InFloat64() {
    GoldenTrace trace = nanda(FLOAT64_RUN);
    compareLosses(trace, losses("nanda2023", "float64"), LOSS_FLOAT64);
    compareGradient(trace, "nanda2023/gradient0.safetensors", 7);
    compareWeights(trace, float64Weights("nanda2023"), WEIGHT_FLOAT64);
  }

  @Test
  void nanda2023InFloat32() {
    GoldenTrace trace = nanda(List.of());
    compareLosses(trace, losses("nanda2023", "float32"), FLOAT32);
    compareToLargest(trace, GoldenFiles.tensors("nanda2023/after10.float32.safetensors"));
  }

  @Test
  void nanda2023WithItsLossInFloat32() {
    GoldenTrace trace = nanda(List.of("training.lossPrecision=float32"));
    compareLosses(trace, losses("nanda2023", "float32WithFloat32Loss"), FLOAT32);
  }

  // --- arXiv 2201.02177 --------------------------------------------------------------------------

  private static RunSpec powerSpec(List<String> overrides) {
    RunSpec recipe = Recipes.reader().readNamed("power2022-division", overrides);
    return Recipes.reader()
        .override(recipe, List.of("task.trainFraction=0.5", "training.batch=64"));
  }

  private static GoldenTrace power(List<String> overrides) {
    RunSpec spec = powerSpec(overrides);
    Problem data = spec.problem();
    List<int[]> rows = GoldenFiles.table("power2022/batches.csv");
    int size = spec.training().batch().size(data.trainRows().length);
    IntFunction<int[]> batch =
        step ->
            rows.stream().filter(r -> r[0] == step).mapToInt(r -> data.trainRows()[r[1]]).toArray();
    return GoldenTrace.run(
        spec,
        data,
        new Examples.Batch(data, size),
        batch,
        GoldenFiles.tensors("power2022/initial.safetensors"),
        UnaryOperator.identity());
  }

  /// Our numbering of tokens and our split are those of the stored trace, so its batches are used
  /// as they stand.
  @Test
  void power2022sStoredBatchesAreRowsOfOurTrainingSet() {
    Problem data = powerSpec(List.of()).problem();
    assertThat(data.tokens("a test").vocabulary()).isEqualTo(239);
    assertThat(data.trainRows()).hasSize(4656);
    List<int[]> rows = GoldenFiles.table("power2022/batches.csv");
    assertThat(rows).hasSize(10 * 64);
    for (int[] r : rows) {
      int example = data.trainRows()[r[1]];
      assertThat(Arrays.copyOfRange(data.tokens("a test").ids(), 6 * example, 6 * example + 6))
          .containsExactly(0, 22 + r[2], 10, 22 + r[3], 1, 22 + r[4]);
      assertThat(
              Arrays.copyOfRange(
                  ((Targets.Classes) data.targets()).ids(), 2 * example, 2 * example + 2))
          .containsExactly(22 + r[4], 0);
    }
  }

  @Test
  void power2022InFloat64() {
    GoldenTrace trace =
        power(List.of("training.precision=float64", "training.lossPrecision=float64"));
    compareLosses(trace, losses("power2022", "float64"), LOSS_FLOAT64);
    compareGradient(trace, "power2022/gradient0.safetensors", 7);
    compareWeights(trace, float64Weights("power2022"), WEIGHT_FLOAT64);
  }

  @Test
  void power2022InFloat32() {
    GoldenTrace trace = power(List.of("training.lossPrecision=float64"));
    compareLosses(trace, losses("power2022", "float32"), FLOAT32);
    compareToLargest(trace, GoldenFiles.tensors("power2022/after10.float32.safetensors"));
  }

  @Test
  void power2022WithItsLossInFloat32() {
    GoldenTrace trace = power(List.of());
    compareLosses(trace, losses("power2022", "float32WithFloat32Loss"), FLOAT32);
  }

  // --- perceptron --------------------------------------------------------------------------------

  private static GoldenTrace mlp(String activation, String loss, String precision) {
    boolean squared = loss.equals("mse");
    List<String> optimizer =
        squared
            ? List.of(
                "optimizer.kind=momentum", "optimizer.momentum=0.9", "optimizer.learningRate=1.0")
            : List.of("optimizer.kind=adam", "optimizer.learningRate=1e-2");
    RunSpec spec =
        Recipes.reader()
            .override(
                Recipes.reader()
                    .parse(
                        """
                        [task]
                        modulus = 31
                        trainFraction = 0.3
                        split = "python"
                        tokens = "pair"
                        [model]
                        kind = "mlp"
                        width = 64
                        activation = "%s"
                        [optimizer]
                        kind = "%s"
                        decay = "coupled"
                        weightDecay = 1e-2
                        warmupSteps = 0
                        [training]
                        loss = "%s"
                        precision = "%s"
                        """
                            .formatted(
                                activation,
                                squared ? "momentum" : "adam",
                                squared ? "mean-squared-error" : "cross-entropy",
                                precision)),
                optimizer);
    Problem data = spec.problem();
    Examples examples = new Examples.Known(data, Ints.of(data.trainRows()));
    return GoldenTrace.run(
        spec,
        data,
        examples,
        s -> new int[0],
        GoldenFiles.tensors("mlp/initial.safetensors"),
        name -> name.replace("output.", "layers.1."));
  }

  @ParameterizedTest
  @CsvSource({
    "relu, relu, mse",
    "relu, relu, ce",
    "gelu-tanh, geluTanh, mse",
    "gelu-tanh, geluTanh, ce"
  })
  void perceptron(String activation, String stored, String loss) {
    String name = stored + "-" + loss;
    var losses = GoldenFiles.json("mlp/losses.json").required("variants").required(name);
    GoldenTrace exact = mlp(activation, loss, "float64");
    compareLosses(exact, GoldenFiles.numbers(losses.required("float64")), LOSS_FLOAT64);
    compareGradient(exact, "mlp/" + name + ".gradient0.safetensors", 1);
    compareWeights(
        exact, GoldenFiles.tensors("mlp/" + name + ".after10.float64.safetensors"), WEIGHT_FLOAT64);
    GoldenTrace single = mlp(activation, loss, "float32");
    compareLosses(single, GoldenFiles.numbers(losses.required("float32")), FLOAT32);
    compareToLargest(single, GoldenFiles.tensors("mlp/" + name + ".after10.float32.safetensors"));
  }

  // --- comparisons -------------------------------------------------------------------------------

  private static double[] losses(String folder, String run) {
    return GoldenFiles.numbers(GoldenFiles.json(folder + "/losses.json").required(run));
  }

  private static Map<String, double[]> float64Weights(String folder) {
    Map<String, double[]> rest = GoldenFiles.tensors(folder + "/after10.rest.safetensors");
    Map<String, double[]> sum = new LinkedHashMap<>();
    GoldenFiles.tensors(folder + "/after10.float32.safetensors")
        .forEach((name, single) -> {
          double[] r = Objects.requireNonNull(rest.get(name), name);
          double[] w = single.clone();
          for (int i = 0; i < w.length; i++) {
            w[i] += r[i];
          }
          sum.put(name, w);
        });
    return sum;
  }

  private static void compareLosses(GoldenTrace trace, double[] expected, double relative) {
    assertThat(trace.losses()).hasSameSizeAs(expected);
    for (int s = 0; s < expected.length; s++) {
      assertThat(Math.abs(trace.losses()[s] / expected[s] - 1))
          .as("relative error of loss %d", s)
          .isLessThan(relative);
    }
  }

  private static void compareGradient(GoldenTrace trace, String file, int stride) {
    Map<String, double[]> golden = GoldenFiles.tensors(file);
    assertThat(trace.firstGradient().keySet()).isEqualTo(golden.keySet());
    golden.forEach((name, expected) -> {
      double[] all = Objects.requireNonNull(trace.firstGradient().get(name));
      double[] seen = new double[(all.length + stride - 1) / stride];
      for (int i = 0; i < seen.length; i++) {
        seen[i] = all[i * stride];
      }
      assertThat(largestDifference(seen, expected))
          .as("gradient of %s", name)
          .isLessThan(GRADIENT_FLOAT64);
    });
  }

  private static void compareWeights(
      GoldenTrace trace, Map<String, double[]> golden, double absolute) {
    assertThat(trace.weights().keySet()).isEqualTo(golden.keySet());
    golden.forEach((name, expected) ->
        assertThat(largestDifference(Objects.requireNonNull(trace.weights().get(name)), expected))
            .as("%s after ten steps", name)
            .isLessThan(absolute));
  }

  private static void compareToLargest(GoldenTrace trace, Map<String, double[]> golden) {
    assertThat(trace.weights().keySet()).isEqualTo(golden.keySet());
    golden.forEach((name, expected) -> {
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      assertThat(
              largestDifference(Objects.requireNonNull(trace.weights().get(name)), expected)
                  / largest)
          .as("%s after ten steps, relative to its largest weight", name)
          .isLessThan(FLOAT32);
    });
  }

  private static double largestDifference(double[] seen, double[] expected) {
    assertThat(seen).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(seen[i] - expected[i]);
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
    }
    return largest;
  }
}
