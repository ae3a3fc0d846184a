package groklab.lab.turn;

import groklab.lab.control.ControllerSpec;
import groklab.lab.kind.SpecException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// All turns of a spec, which must make sense together.
///
/// @param turns in the order of the spec; those of one moment are done in this order
public record TurnList(List<TurnSpec> turns) {
  public TurnList {
    turns = List.copyOf(turns);
  }

  /// How a sentence names one of them.
  ///
  /// @param number in the spec's list, from 0
  public static String name(int number) {
    return "turn[%d]".formatted(number);
  }

  /// Their numbers in the order in which they are expected: those at a step by their steps, one
  /// that waits for an event after the turn above it.
  public List<Integer> expected() {
    long[] moments = new long[turns.size()];
    long above = 0;
    for (int i = 0; i < moments.length; i++) {
      above = turns.get(i).trigger() instanceof Trigger.AtStep(long at) ? at : above;
      moments[i] = above;
    }
    return IntStream.range(0, moments.length)
        .boxed()
        .sorted(Comparator.comparingLong(i -> moments[i])) // stable
        .toList();
  }

  /// Refuses turns that lack something, that come after the end of the run, or that contradict each
  /// other or a controller.
  ///
  /// @param steps of the run
  /// @throws SpecException as one sentence
  public void check(long steps, List<ControllerSpec> controllers) {
    for (int i = 0; i < turns.size(); i++) {
      TurnSpec turn = turns.get(i);
      turn.requireComplete(name(i));
      if (turn.trigger() instanceof Trigger.AtStep(long at) && at >= steps) {
        throw new SpecException(
            "%s.at is %,d, but the run ends after %,d steps (budget.steps); write a smaller one"
                .formatted(name(i), at, steps));
      }
      for (int j = 0; j < i; j++) {
        requireBoth(j, i);
      }
      requireAlone(i, controllers);
    }
  }

  private void requireBoth(int first, int second) {
    TurnSpec one = turns.get(first);
    TurnSpec other = turns.get(second);
    if (one.trigger().equals(other.trigger()) && other.action().undoes(one.action())) {
      throw new SpecException(
          "%s (%s) would undo %s (%s), which comes at the same moment; leave one of them out, or"
                  .formatted(
                      name(second), other.action().words(), name(first), one.action().words())
              + " write another moment");
    }
  }

  private void requireAlone(int number, List<ControllerSpec> controllers) {
    if (turns.get(number).action() instanceof Action.Set(String path, String _)) {
      for (ControllerSpec controller : controllers) {
        if (controller.sets().contains(path)) {
          throw new SpecException(
              "%s.set is \"%s\", which the controller \"%s\" sets too; leave one of them out"
                  .formatted(name(number), path, controller.kind().name()));
        }
      }
    }
  }
}
