package groklab.engine.exec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// For sums by row index: which rows are added to each row of a table, in order.
///
/// Made from an index whose row r names the table row that source row r is added to, and, where the
/// sources are themselves gathered, from the index they are gathered through. Nothing is allocated
/// after creation.
public final class RowSums {
  private final RowIndex index;
  private final @Nullable RowIndex through;
  private final int[] starts;
  private final int[] order;

  /// @param tableRows rows of the table
  public RowSums(RowIndex index, @Nullable RowIndex through, int tableRows) {
    this.index = index;
    this.through = through;
    starts = new int[tableRows + 1];
    order = new int[index.rows().length];
    if (index.isKnown() && (through == null || through.isKnown())) {
      refresh();
    }
  }

  /// Takes over the indexes' present rows; to be called after the indexes got a new batch.
  ///
  /// A counting sort: rows of equal target stay in order, which fixes the order of every sum.
  public void refresh() {
    int[] rows = index.rows();
    Arrays.fill(starts, 0);
    for (int r : rows) {
      starts[r + 1]++;
    }
    for (int t = 1; t < starts.length; t++) {
      starts[t] += starts[t - 1];
    }
    for (int r = 0; r < rows.length; r++) {
      order[starts[rows[r]]++] = through == null ? r : through.rows()[r];
    }
    for (int t = starts.length - 1; t > 0; t--) {
      starts[t] = starts[t - 1];
    }
    starts[0] = 0;
  }

  /// Whether the sums change with the batch.
  public boolean followsBatch() {
    return index.followsBatch() || (through != null && through.followsBatch());
  }

  /// starts[t] .. starts[t+1] is the stretch of [#order] whose rows belong to table row t.
  public int[] starts() {
    return starts;
  }

  public int[] order() {
    return order;
  }
}
