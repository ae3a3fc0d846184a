package groklab.lab.task;

import groklab.lab.spec.TaskSpec;

/// From a spec to a data set.
public final class Tasks {
  private Tasks() {}

  /// Builds the data set that a spec describes; a pure function of its arguments.
  ///
  /// @param runSeed the run's seed, used where the spec names no seed of its own for the split
  /// @throws IllegalArgumentException as [#check]
  public static Dataset build(TaskSpec spec, long runSeed) {
    check(spec, runSeed);
    return switch (spec) {
      case TaskSpec.BinaryOperation task -> BinaryOperations.build(task, runSeed);
    };
  }

  /// Checks a spec without building anything.
  ///
  /// @throws IllegalArgumentException with one sentence: what was given, what was expected, what to
  ///     write
  public static void check(TaskSpec spec, long runSeed) {
    switch (spec) {
      case TaskSpec.BinaryOperation task -> BinaryOperationRules.check(task);
    }
  }
}
