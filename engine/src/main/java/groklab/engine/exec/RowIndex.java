package groklab.engine.exec;

import groklab.engine.graph.Index;

/// A row index at run time: the rows themselves.
///
/// Fixed kinds are resolved once; a lookup is resolved again for each minibatch. Nothing is allocated after creation.
public final class RowIndex {
  private final Index index;
  private final int[] rows;
  private final int[] table;
  private boolean known;

  public RowIndex(Index index) {
    this.index = index;
    if (index instanceof Index.Lookup l) {
      rows = new int[l.length()];
      table = l.table().toArray();
    } else {
      rows = Index.resolve(index);
      table = new int[0];
      known = true;
    }
  }

  /// Sets the example numbers of the step.
  public void batch(int[] examples) {
    if (index instanceof Index.Lookup(var t, int width, int n)) {
      if (examples.length < n) {
        throw new IllegalArgumentException(
            "the plan takes " + n + " examples a step, got " + examples.length);
      }
      for (int e = 0, r = 0; e < n; e++) {
        int from = examples[e] * width;
        for (int j = 0; j < width; j++) {
          rows[r++] = table[from + j];
        }
      }
      known = true;
    }
  }

  /// Whether the rows are there: always, but for a lookup before its first batch.
  boolean isKnown() {
    return known;
  }

  /// Whether the rows change with the batch.
  boolean followsBatch() {
    return index instanceof Index.Lookup;
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
