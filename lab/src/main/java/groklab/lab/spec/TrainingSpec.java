package groklab.lab.spec;

import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.lab.kind.Check;
import groklab.lab.kind.SpecException;
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

  /// TOML: `"full"`, a positive number, `"half"` = min(512, ceil(n/2)), the rule of openai/grok, or
  /// a schedule of them.
  public sealed interface Batch {
    String PATH = "training.batch";

    record Full() implements Batch {}

    record Fixed(int size) implements Batch {
      public Fixed {
        Check.that(
            size >= 1,
            PATH,
            size,
            "\"full\", \"half\" or a number of examples of at least 1",
            "\"full\"");
      }
    }

    record HalfUpTo512() implements Batch {}

    /// One batch after another: TOML `[[0, 32], [1000, 64], [5000, "full"]]`, each with the step
    /// from which on it holds. An epoch begins where another batch does.
    record Scheduled(List<From> stages) implements Batch {
      /// As many plans are held in memory at once.
      private static final int MOST = 64;

      private static final String EXAMPLE = "[[0, 32], [1000, 64]]";

      public Scheduled {
        stages = List.copyOf(stages);
        requireSteps(
            !stages.isEmpty() && stages.size() <= MOST && stages.getFirst().step() == 0,
            stages,
            "1 to %d steps, the first of them 0".formatted(MOST));
        for (int i = 1; i < stages.size(); i++) {
          requireSteps(stages.get(i).step() > stages.get(i - 1).step(), stages, "ascending steps");
        }
      }

      private static void requireSteps(boolean fine, List<From> stages, String expected) {
        if (!fine) {
          throw new SpecException(
              "%s has batches from the steps %s on; expected %s; write e.g. %s = %s"
                  .formatted(
                      PATH, stages.stream().map(From::step).toList(), expected, PATH, EXAMPLE));
        }
      }
    }

    /// What holds from a step on.
    ///
    /// @param batch no schedule itself
    record From(long step, Batch batch) {
      public From {
        Check.that(
            !(batch instanceof Scheduled), PATH, "a schedule in a schedule", "a batch", "64");
      }
    }

    /// A stage of training with batches of one size.
    ///
    /// @param from its first step
    /// @param size examples per step
    record Stage(long from, int size) {}

    /// The stages for a training set of n examples, in their order, the first from step 0 on.
    ///
    /// @throws groklab.lab.kind.SpecException if a schedule asks for more examples than there are
    default List<Stage> stages(int n) {
      return switch (this) {
        case Scheduled(var stages) ->
            stages.stream()
                .map(stage -> {
                  if (stage.batch() instanceof Fixed(int size)) {
                    Check.that(
                        size <= n,
                        PATH,
                        "%d from step %d on".formatted(size, stage.step()),
                        "at most %d, the number of training examples".formatted(n),
                        "\"full\"");
                  }
                  return new Stage(stage.step(), stage.batch().size(n));
                })
                .toList();
        case Full _, Fixed _, HalfUpTo512 _ -> List.of(new Stage(0, size(n)));
      };
    }

    /// The stages where every step has fresh examples, of which there are as many as one likes.
    ///
    /// @throws groklab.lab.kind.SpecException unless it is a number, or a schedule of numbers
    default List<Stage> freshStages() {
      return switch (this) {
        case Fixed(int size) -> List.of(new Stage(0, size));
        case Scheduled(var stages) ->
            stages.stream()
                .map(from -> new Stage(from.step(), from.batch().freshStages().getFirst().size()))
                .toList();
        case Full _, HalfUpTo512 _ ->
            throw new SpecException(
                "training.batch is \"%s\", but the task gives fresh examples at every step, of"
                        .formatted(this instanceof Full ? "full" : "half")
                    + " which there is no full set; write a number, e.g. training.batch = 32");
      };
    }

    /// Examples per step for a training set of n; of a schedule, in its first stage.
    default int size(int n) {
      return switch (this) {
        case Full() -> n;
        case Fixed(int size) -> Math.min(size, n);
        case HalfUpTo512() -> Math.min(512, (n + 1) / 2);
        case Scheduled(var stages) -> stages.getFirst().batch().size(n);
      };
    }
  }

  /// The loss in its precision.
  public Objective objective() {
    return new Objective(loss, lossPrecision);
  }
}
