package groklab.lab.measure.catalogue;

import groklab.lab.analysis.information.SynergySearch;
import groklab.lab.analysis.linear.Matrix;
import groklab.lab.measure.Derivation;
import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.spec.ModelSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The hidden units in front of the output: the last block's MLP or a perceptron's last hidden
/// layer, after the activation function and at the scored positions.
final class HiddenUnits {
  /// The search of clauw2024 on the training set.
  private static final Derivation<Searched> SYNERGY =
      new SimpleDerivation<>(
          "synergy",
          subject -> List.of(need(subject, ExampleSet.TRAIN)),
          costs -> synergyCost(costs.subject()),
          subject -> data -> search(subject, data));

  private HiddenUnits() {}

  /// Hook name of the units; of weights alone a name that nothing has.
  static String hook(Subject subject) {
    return switch (subject) {
      case Subject.WeightsOnly _ -> "hidden";
      case Subject.Model model ->
          switch (model.spec().model()) {
            case ModelSpec.Transformer t -> "blocks.%d.mlp.hook_post".formatted(t.layers() - 1);
            case ModelSpec.Mlp m -> "layers.%d.hook_post".formatted(m.hiddenLayers() - 1);
          };
    };
  }

  static Need.Activations need(Subject subject, ExampleSet set) {
    return new Need.Activations(set, hook(subject), Need.At.SCORED);
  }

  static int count(Subject subject) {
    return switch (subject) {
      case Subject.WeightsOnly _ -> 0;
      case Subject.Model model ->
          switch (model.spec().model()) {
            case ModelSpec.Transformer t -> t.mlpWidth();
            case ModelSpec.Mlp m -> m.width();
          };
    };
  }

  // --- the search of clauw2024 -------------------------------------------------------------------

  static Need synergyNeed() {
    return new Need.Derived(SYNERGY);
  }

  static Optional<String> tooFewForSynergy(Subject subject) {
    if (!(subject instanceof Subject.Model model)) {
      return Optional.empty();
    }
    int samples = model.data().trainRows().length * model.data().scoredPositions().length;
    return samples > SynergySearch.FEATURES
        ? Optional.empty()
        : Optional.of(
            ("the bias of the entropies of %d features is known for more than %d training "
                    + "positions only, and there are %d")
                .formatted(SynergySearch.FEATURES, SynergySearch.FEATURES, samples));
  }

  /// s·n²/2 for the distances, n³/6 for the joins, and the normal scores and 2¹⁰ determinants.
  private static long synergyCost(Subject subject) {
    if (!(subject instanceof Subject.Model model)) {
      return 0;
    }
    long s = (long) model.data().trainRows().length * model.data().scoredPositions().length;
    long n = count(subject);
    int k = SynergySearch.FEATURES;
    return s * n * n / 2 * Effort.STREAMED
        + n * n * n / 6 * Effort.SCALAR
        + s * k * 2 * Effort.EXPONENTIAL
        + (1L << k) * k * k * Effort.SCALAR;
  }

  /// The search on the training set; empty where an activation is not finite, as in a run that
  /// diverged.
  static Optional<SynergySearch.Result> synergy(ProbeData data) {
    return data.derived(SYNERGY).result();
  }

  private record Searched(Optional<SynergySearch.Result> result) {}

  private static Searched search(Subject subject, ProbeData data) {
    Matrix activations = data.activations(ExampleSet.TRAIN, hook(subject), Need.At.SCORED);
    boolean finite = Arrays.stream(activations.values()).allMatch(Double::isFinite);
    return new Searched(finite ? Optional.of(SynergySearch.of(activations)) : Optional.empty());
  }
}
