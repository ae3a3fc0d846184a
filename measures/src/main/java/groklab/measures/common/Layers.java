package groklab.measures.common;

import groklab.lab.measure.Subject;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Anatomy.HiddenLayer;
import java.util.List;
import java.util.Optional;

/// The hidden layers of a subject's network, from the input to the output.
public final class Layers {
  /// Stands for the layers of weights alone: a need of it says that a network is needed.
  private static final HiddenLayer OF_WEIGHTS =
      new HiddenLayer("hidden", "hidden", 0, "hidden", Optional.empty());

  private Layers() {}

  /// All; empty where a network has none, see [#obstacle].
  public static List<HiddenLayer> of(Subject subject) {
    return subject.anatomy().map(Anatomy::hiddenLayers).orElse(List.of(OF_WEIGHTS));
  }

  /// Neurons of all layers together.
  public static long neurons(Subject subject) {
    return of(subject).stream().mapToLong(HiddenLayer::width).sum();
  }

  /// Why what looks at hidden neurons does not apply.
  public static Optional<String> obstacle(Subject subject) {
    return of(subject).isEmpty()
        ? Optional.of("the network has no layer of hidden neurons")
        : Optional.empty();
  }
}
