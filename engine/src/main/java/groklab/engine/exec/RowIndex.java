package groklab.engine.exec;

import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;

/// A row index at run time: the rows themselves.
///
/// Fixed kinds are resolved once; those that follow the batch again for each minibatch. Nothing is
/// allocated after creation.
public final class RowIndex {
  private final Index index;
  private final int[] rows;
  private boolean known;

  public RowIndex(Index index) {
    this.index = index;
    known = !Index.followsBatch(index);
    rows = known ? Index.resolve(index) : new int[index.length()];
  }

  /// Sets the example numbers of the step.
  public void batch(int[] examples) {
    switch (index) {
      case Index.Lookup(Ints table, int width, int n) -> {
        require(n, examples);
        for (int e = 0, r = 0; e < n; e++) {
          int from = examples[e] * width;
          for (int j = 0; j < width; j++) {
            rows[r++] = table.get(from + j);
          }
        }
      }
      case Index.Prefixed p when p.byBatch() -> {
        require(p.examples(), examples);
        int width = p.positions().size();
        for (int e = 0, r = 0; e < p.examples(); e++) {
          for (int j = 0; j < width; j++) {
            rows[r++] = p.row(e, examples[e], p.positions().get(j));
          }
        }
      }
      case Index other -> {
        // the same rows in every step
      }
    }
    known = true;
  }

  private static void require(int n, int[] examples) {
    if (examples.length < n) {
      throw new IllegalArgumentException(
          "the plan takes " + n + " examples a step, got " + examples.length);
    }
  }

  /// Whether the rows are there: always, but for one that follows the batch before the first.
  boolean isKnown() {
    return known;
  }

  /// Whether the rows change with the batch.
  boolean followsBatch() {
    return Index.followsBatch(index);
  }

  /// Refuses to run a minibatch plan before its first [#batch].
  public void requireKnown() {
    if (!known) {
      throw new IllegalStateException(
          "the plan looks rows up by batch: set the batch before it runs");
    }
  }

  public int[] rows() {
    return rows;
  }
}
