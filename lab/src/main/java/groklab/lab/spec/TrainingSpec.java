package groklab.lab.spec;

import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.lab.kind.Check;
import groklab.lab.loss.Loss;
import groklab.lab.loss.Objective;
import groklab.lab.model.HookDropout;
import java.util.List;

/// How a step is taken.
///
/// @param batch full set, or minibatches without replacement, reshuffled each epoch, last partial
///     batch used
/// @param precision of weights, activations and updates
/// @param lossPrecision in which the loss is computed
/// @param loss what is made small
/// @param dropouts of activations, beside what the network drops by itself
public record TrainingSpec(
    Batch batch,
    Precision precision,
    LossPrecision lossPrecision,
    Loss loss,
    List<HookDropout> dropouts) {

  public TrainingSpec {
    dropouts = List.copyOf(dropouts);
  }

  /// TOML: `"full"`, a positive number, or `"half"` = min(512, ceil(n/2)), the rule of openai/grok.
  public sealed interface Batch {
    record Full() implements Batch {}

    record Fixed(int size) implements Batch {
      public Fixed {
        Check.that(
            size >= 1,
            "training.batch",
            size,
            "\"full\", \"half\" or a number of examples of at least 1",
            "\"full\"");
      }
    }

    record HalfUpTo512() implements Batch {}

    /// Examples per step for a training set of n.
    default int size(int n) {
      return switch (this) {
        case Full() -> n;
        case Fixed(int size) -> Math.min(size, n);
        case HalfUpTo512() -> Math.min(512, (n + 1) / 2);
      };
    }
  }

  /// The loss in its precision.
  public Objective objective() {
    return new Objective(loss, lossPrecision);
  }
}
