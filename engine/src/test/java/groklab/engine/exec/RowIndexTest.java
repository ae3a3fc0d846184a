package groklab.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowIndexTest {

  /// For each table row its rows in ascending order, which is what fixes the order of a sum.
  private static List<List<Integer>> listsOf(int[] rows, int tableRows) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int t = 0; t < tableRows; t++) {
      lists.add(new ArrayList<>());
    }
    for (int r = 0; r < rows.length; r++) {
      lists.get(rows[r]).add(r);
    }
    return lists;
  }

  private static List<List<Integer>> listsOf(RowIndex index, int tableRows) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int t = 0; t < tableRows; t++) {
      List<Integer> list = new ArrayList<>();
      for (int i = index.starts()[t]; i < index.starts()[t + 1]; i++) {
        list.add(index.order()[i]);
      }
      lists.add(list);
    }
    return lists;
  }

  @Test
  void fixedKindsAreResolvedOnce() {
    assertThat(new RowIndex(new Index.Fixed(Ints.of(4, 0, 4))).rows()).containsExactly(4, 0, 4);
    assertThat(new RowIndex(new Index.Periodic(Ints.of(2, 1), 3)).rows())
        .containsExactly(2, 1, 2, 1, 2, 1);
    assertThat(new RowIndex(new Index.Positions(4, Ints.of(1, 3), 2)).rows())
        .containsExactly(1, 3, 5, 7);
  }

  @Test
  void aLookupFollowsTheBatchAndIgnoresWhatIsLongerThanIt() {
    RowIndex index = new RowIndex(new Index.Lookup(Ints.of(10, 11, 20, 21, 30, 31), 2, 2));
    index.batch(new int[] {2, 0, 1});
    assertThat(index.rows()).containsExactly(30, 31, 10, 11);
    index.batch(new int[] {1, 1});
    assertThat(index.rows()).containsExactly(20, 21, 20, 21);
  }

  @Test
  void aBatchThatIsTooShortIsRefused() {
    RowIndex index = new RowIndex(new Index.Lookup(Ints.of(0, 1, 2), 1, 2));
    assertThatThrownBy(() -> index.batch(new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 examples");
  }

  @Test
  void scatterListsHoldEveryRowOnceAndInOrder() {
    RandomStream random = RandomStream.of(1, "scatter");
    for (int round = 0; round < 50; round++) {
      int tableRows = 1 + random.below(3L * round, 9);
      int[] rows = new int[1 + random.below(3L * round + 1, 40)];
      for (int r = 0; r < rows.length; r++) {
        rows[r] = random.below(1000L * (round + 1) + r, tableRows);
      }
      RowIndex index = new RowIndex(new Index.Fixed(Ints.of(rows)));
      index.prepareScatter(tableRows);
      assertThat(listsOf(index, tableRows)).isEqualTo(listsOf(rows, tableRows));
    }
  }

  /// One index may serve sums into tables of several heights, prepared in any order.
  @Test
  void tablesOfSeveralHeightsShareAnIndex() {
    int[] rows = {2, 0, 2, 1};
    for (int[] heights : new int[][] {{3, 7}, {7, 3}}) {
      RowIndex index = new RowIndex(new Index.Fixed(Ints.of(rows)));
      for (int h : heights) {
        index.prepareScatter(h);
      }
      assertThat(listsOf(index, 7)).isEqualTo(listsOf(rows, 7));
    }
  }

  @Test
  void scatterListsOfALookupFollowEveryBatch() {
    Ints table = Ints.of(1, 0, 2, 2, 0, 0);
    RowIndex index = new RowIndex(new Index.Lookup(table, 2, 2));
    index.prepareScatter(3);
    for (int[] batch : new int[][] {{0, 1}, {2, 2}, {1, 0}}) {
      index.batch(batch);
      assertThat(listsOf(index, 3)).isEqualTo(listsOf(index.rows(), 3));
    }
  }
}
