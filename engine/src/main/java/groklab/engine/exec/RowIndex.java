package groklab.engine.exec;

import groklab.engine.graph.Index;

/// A row index at run time: the rows themselves, and, for sums by row, the order in which rows are added.
///
/// Fixed kinds are resolved once; a lookup is resolved again for each minibatch. Nothing is allocated after creation.
public final class RowIndex {
  private final Index index;
  private final int[] rows;
  private final int[] table;
  private int[] starts = new int[0];
  private int[] order = new int[0];
  private boolean sorted;
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

  /// Prepares the lists for sums into a table of `tableRows` rows.
  public void prepareScatter(int tableRows) {
    if (starts.length < tableRows + 1) {
      starts = new int[tableRows + 1];
      order = new int[rows.length];
      sorted = false;
    }
    if (!(index instanceof Index.Lookup)) {
      sort();
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
      if (starts.length > 0) {
        sorted = false;
        sort();
      }
    }
  }

  /// Counting sort: rows of equal target stay in order, which fixes the order of every sum.
  private void sort() {
    if (sorted) {
      return;
    }
    java.util.Arrays.fill(starts, 0);
    for (int r : rows) {
      starts[r + 1]++;
    }
    for (int t = 1; t < starts.length; t++) {
      starts[t] += starts[t - 1];
    }
    for (int r = 0; r < rows.length; r++) {
      order[starts[rows[r]]++] = r;
    }
    for (int t = starts.length - 1; t > 0; t--) {
      starts[t] = starts[t - 1];
    }
    starts[0] = 0;
    sorted = true;
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

  /// starts[t] .. starts[t+1] is the stretch of [#order] whose rows belong to table row t.
  public int[] starts() {
    return starts;
  }

  public int[] order() {
    return order;
  }
}
