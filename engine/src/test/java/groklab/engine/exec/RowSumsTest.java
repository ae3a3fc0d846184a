package groklab.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowSumsTest {

  /// For each table row its source rows in ascending order, which is what fixes the order of a sum.
  private static List<List<Integer>> listsOf(int[] rows, int @Nullable [] through, int tableRows) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int t = 0; t < tableRows; t++) {
      lists.add(new ArrayList<>());
    }
    for (int r = 0; r < rows.length; r++) {
      lists.get(rows[r]).add(through == null ? r : through[r]);
    }
    return lists;
  }

  private static List<List<Integer>> listsOf(RowSums sums, int tableRows) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int t = 0; t < tableRows; t++) {
      List<Integer> list = new ArrayList<>();
      for (int i = sums.starts()[t]; i < sums.starts()[t + 1]; i++) {
        list.add(sums.order()[i]);
      }
      lists.add(list);
    }
    return lists;
  }

  private static RowIndex fixed(int... rows) {
    return new RowIndex(new Index.Fixed(Ints.of(rows)));
  }

  @Test
  void theListsHoldEveryRowOnceAndInOrder() {
    RandomStream random = RandomStream.of(1, "scatter");
    for (int round = 0; round < 50; round++) {
      int tableRows = 1 + random.below(3L * round, 9);
      int[] rows = new int[1 + random.below(3L * round + 1, 40)];
      for (int r = 0; r < rows.length; r++) {
        rows[r] = random.below(1000L * (round + 1) + r, tableRows);
      }
      assertThat(listsOf(new RowSums(fixed(rows), null, tableRows), tableRows))
          .isEqualTo(listsOf(rows, null, tableRows));
    }
  }

  @Test
  void gatheredRowsAreReadWhereTheyWereGathered() {
    int[] rows = {2, 0, 2, 1};
    int[] through = {9, 8, 7, 9};
    assertThat(listsOf(new RowSums(fixed(rows), fixed(through), 4), 4))
        .isEqualTo(listsOf(rows, through, 4));
  }

  @Test
  void tablesOfSeveralHeightsShareAnIndex() {
    int[] rows = {2, 0, 2, 1};
    RowIndex index = fixed(rows);
    assertThat(listsOf(new RowSums(index, null, 3), 3)).isEqualTo(listsOf(rows, null, 3));
    assertThat(listsOf(new RowSums(index, null, 7), 7)).isEqualTo(listsOf(rows, null, 7));
  }

  @Test
  void theListsOfALookupFollowEveryBatch() {
    RowIndex index = new RowIndex(new Index.Lookup(Ints.of(1, 0, 2, 2, 0, 0), 2, 2));
    RowIndex through = new RowIndex(new Index.Lookup(Ints.of(5, 6, 7, 8, 9, 5), 2, 2));
    RowSums sums = new RowSums(index, through, 3);
    assertThat(sums.followsBatch()).isTrue();
    for (int[] batch : new int[][] {{0, 1}, {2, 2}, {1, 0}}) {
      index.batch(batch);
      through.batch(batch);
      sums.refresh();
      assertThat(listsOf(sums, 3)).isEqualTo(listsOf(index.rows(), through.rows(), 3));
    }
  }
}
