package groklab.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import org.junit.jupiter.api.Test;

class RowIndexTest {

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
}
