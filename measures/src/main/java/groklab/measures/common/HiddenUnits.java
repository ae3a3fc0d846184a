package groklab.measures.common;

import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.spec.ModelSpec;

/// The hidden units in front of the output: the last block's MLP or a perceptron's last hidden
/// layer, after the activation function and at the scored positions.
public final class HiddenUnits {
  private HiddenUnits() {}

  /// Hook name of the units; of weights alone a name that nothing has.
  public static String hook(Subject subject) {
    return switch (subject) {
      case Subject.WeightsOnly _ -> "hidden";
      case Subject.Model model ->
          switch (model.spec().model()) {
            case ModelSpec.Transformer t -> "blocks.%d.mlp.hook_post".formatted(t.layers() - 1);
            case ModelSpec.Mlp m -> "layers.%d.hook_post".formatted(m.hiddenLayers() - 1);
          };
    };
  }

  public static Need.Activations need(Subject subject, ExampleSet set) {
    return new Need.Activations(set, hook(subject), Need.At.SCORED);
  }

  public static int count(Subject subject) {
    return switch (subject) {
      case Subject.WeightsOnly _ -> 0;
      case Subject.Model model ->
          switch (model.spec().model()) {
            case ModelSpec.Transformer t -> t.mlpWidth();
            case ModelSpec.Mlp m -> m.width();
          };
    };
  }
}
