package groklab.engine.exec;

import groklab.engine.graph.Slot;
import groklab.engine.kernel.AdamSettings;
import groklab.engine.kernel.DescentSettings;
import groklab.engine.plan.ParameterLayout;
import groklab.engine.plan.ParameterLayout.Span;
import groklab.engine.plan.Plan;

/// The machine of one training run: a crew, the parameters in one number type, their gradients and
/// moments, and the plans that work on them. All plans of a session share one parameter memory.
///
/// Numbers cross this border as double, which loses nothing from float. Values written are rounded
/// to the session's type.
public interface Session extends AutoCloseable {

  ParameterLayout layout();

  /// Name of the kernels in use, e.g. `simd-512`.
  String kernels();

  /// Seed of its random streams.
  long seed();

  /// Number of threads, the caller's included.
  int workers();

  Executor load(Plan plan);

  /// Work on rows that do not depend on each other.
  @FunctionalInterface
  interface RowWork {
    /// @param from first row
    /// @param to row after the last
    void run(int from, int to);
  }

  /// Shares the rows [0, `rows`) among all workers, `block` rows at a time. The result does not
  /// depend on who takes which block, as long as no row reads what another one writes.
  void forEachBlock(int rows, int block, RowWork work);

  /// Copies `into.length` elements from `offset` of a slot. A slot exists from its first use and
  /// holds zeros then.
  void read(Slot slot, int offset, double[] into);

  /// Writes `values` from `offset` of a slot.
  void write(Slot slot, int offset, double[] values);

  /// From now on plans that name the slot `alias` read and write the array of `target`, so that one
  /// plan can work on each slot of a ring in turn.
  void alias(Slot alias, Slot target);

  /// Update number `step` (from 0) by Adam or AdamW.
  void adam(AdamSettings settings, double learningRate, long step, Span parameters);

  /// One update by gradient descent, with momentum if not 0.
  void descend(DescentSettings settings, double learningRate, Span parameters);

  @Override
  void close();
}
