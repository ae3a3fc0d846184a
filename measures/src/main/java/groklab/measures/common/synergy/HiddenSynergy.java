package groklab.measures.common.synergy;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.Derivation;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.HiddenUnits;
import groklab.measures.common.Layers;
import groklab.measures.common.SimpleDerivation;
import java.util.Optional;

/// The search of clauw2024 on the hidden units of a network, which the measure of synergy and the
/// ablation by synergy share.
public final class HiddenSynergy {
  /// The search of clauw2024 on the training set.
  private static final Derivation<Searched> SYNERGY =
      new SimpleDerivation<>(
          "synergy",
          subject -> HiddenUnits.needs(subject, ExampleSet.TRAIN),
          costs -> cost(costs.subject()),
          subject -> data -> search(subject, data));

  private HiddenSynergy() {}

  public static Need need() {
    return new Need.Derived(SYNERGY);
  }

  public static Optional<String> obstacle(Subject subject) {
    if (!(subject instanceof Subject.Model model)) {
      return Optional.empty();
    }
    if (Layers.obstacle(subject).isPresent()) {
      return Layers.obstacle(subject);
    }
    int samples = model.data().trainRows().length * model.data().targets().perExample();
    return samples > SynergySearch.FEATURES
        ? Optional.empty()
        : Optional.of(
            ("the bias of the entropies of %d features is known for more than %d training "
                    + "positions only, and there are %d")
                .formatted(SynergySearch.FEATURES, SynergySearch.FEATURES, samples));
  }

  /// s·n²/2 for the distances, n³/6 for the joins, and the normal scores and 2¹⁰ determinants.
  private static long cost(Subject subject) {
    if (!(subject instanceof Subject.Model model)) {
      return 0;
    }
    long s = (long) model.data().trainRows().length * model.data().targets().perExample();
    long n = HiddenUnits.count(subject);
    int k = SynergySearch.FEATURES;
    return s * n * n / 2 * Operations.STREAMED
        + n * n * n / 6 * Operations.SCALAR
        + s * k * 2 * Operations.EXPONENTIAL
        + (1L << k) * k * k * Operations.SCALAR;
  }

  /// The search on the training set; empty where an activation is not finite, as in a run that
  /// diverged.
  public static Optional<SynergySearch.Result> of(ProbeData data) {
    return data.derived(SYNERGY).result();
  }

  private record Searched(Optional<SynergySearch.Result> result) {}

  private static Searched search(Subject subject, ProbeData data) {
    Matrix activations =
        data.activations(ExampleSet.TRAIN, HiddenUnits.hook(subject), Need.At.SCORED);
    return new Searched(
        activations.isFinite() ? Optional.of(SynergySearch.of(activations)) : Optional.empty());
  }
}
