package groklab.monitor.importer;

import groklab.monitor.log.StepUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Names under which programs log where they are.
final class StepNames {
  /// In the order in which they are preferred.
  private static final List<String> STEPS =
      List.of(
          "step",
          "global_step",
          "_step",
          "iter",
          "iteration",
          "steps",
          "total_steps",
          "num_updates",
          "update",
          "updates",
          "trainer/global_step");

  private static final List<String> EPOCHS = List.of("epoch", "epochs", "num_epoch");

  private StepNames() {}

  /// The name that says where a run is.
  record Found(String name, StepUnit unit) {}

  static Optional<Found> among(Collection<String> names) {
    return first(STEPS, names, StepUnit.STEP).or(() -> first(EPOCHS, names, StepUnit.EPOCH));
  }

  private static Optional<Found> first(
      List<String> wanted, Collection<String> names, StepUnit unit) {
    for (String each : wanted) {
      for (String name : names) {
        if (name.strip().toLowerCase(Locale.ROOT).equals(each)) {
          return Optional.of(new Found(name, unit));
        }
      }
    }
    return Optional.empty();
  }
}
