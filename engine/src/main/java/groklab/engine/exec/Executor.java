package groklab.engine.exec;

import groklab.engine.plan.Plan;

/// A plan with its memory, ready to run. Not thread-safe: one caller at a time.
public interface Executor {

  Plan plan();

  /// Sets the example numbers of the next runs, for plans that look rows up by batch. The array is
  /// read at once; it may be longer than the plan's batch.
  void batch(int[] examples);

  /// Sets a matrix input, row-major.
  void set(String input, double[] values);

  /// Runs the plan once. `step` selects the random numbers of dropout.
  void run(long step);

  /// The value of a `[1, 1]` output of the last run.
  double scalar(String output);

  /// Copies an output of the last run, row-major, into `into` and returns its number of elements.
  int read(String output, double[] into);
}
