package groklab.measures.common;

import groklab.lab.measure.Subject;
import groklab.lab.spec.ModelSpec;

/// The hidden layers of a network: the blocks of a transformer, the layers of a perceptron.
public final class Layers {
  private Layers() {}

  /// How many; 0 for weights without a network.
  public static int count(Subject subject) {
    return switch (subject) {
      case Subject.WeightsOnly _ -> 0;
      case Subject.Model model ->
          switch (model.spec().model()) {
            case ModelSpec.Transformer t -> t.layers();
            case ModelSpec.Mlp m -> m.hiddenLayers();
          };
    };
  }

  /// The name of a layer's activations after the nonlinearity.
  public static String post(Subject subject, int layer) {
    return prefix(subject, layer) + "hook_post";
  }

  /// The name of a layer's activations before the nonlinearity.
  public static String pre(Subject subject, int layer) {
    return prefix(subject, layer) + "hook_pre";
  }

  private static String prefix(Subject subject, int layer) {
    boolean perceptron =
        subject instanceof Subject.Model model && model.spec().model() instanceof ModelSpec.Mlp;
    return perceptron ? "layers.%d.".formatted(layer) : "blocks.%d.mlp.".formatted(layer);
  }
}
