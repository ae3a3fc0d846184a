package groklab.measures.common;

import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.model.Anatomy.HiddenLayer;
import groklab.lab.problem.ExampleSet;
import java.util.List;
import java.util.Optional;

/// The hidden units in front of the output: those of the last hidden layer, after the activation
/// function and at the scored positions.
public final class HiddenUnits {
  private HiddenUnits() {}

  private static Optional<HiddenLayer> layer(Subject subject) {
    List<HiddenLayer> layers = Layers.of(subject);
    return layers.isEmpty() ? Optional.empty() : Optional.of(layers.getLast());
  }

  /// Hook name of the units, of a subject that has them.
  public static String hook(Subject subject) {
    return layer(subject).orElseThrow().post();
  }

  /// The units, of a subject that has them.
  public static Need.Activations need(Subject subject, ExampleSet set) {
    return new Need.Activations(set, hook(subject), Need.At.SCORED);
  }

  /// The units; nothing where a network has none, which [Layers#obstacle] tells.
  public static List<Need> needs(Subject subject, ExampleSet set) {
    return layer(subject).isPresent() ? List.of(need(subject, set)) : List.of();
  }

  /// How many; 0 where there are none.
  public static int count(Subject subject) {
    return layer(subject).map(HiddenLayer::width).orElse(0);
  }
}
