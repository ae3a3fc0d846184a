package groklab.catalog.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupTableTest {
  private static final GroupTable S3 = GroupTable.symmetric(3);

  @Test
  void everyElementTimesItsInverseLeavesAllInPlace() {
    assertThat(S3.order()).isEqualTo(6);
    for (int g = 0; g < S3.order(); g++) {
      assertThat(S3.times(g, S3.inverse(g))).isEqualTo(S3.identity());
      assertThat(S3.times(S3.identity(), g)).isEqualTo(g);
    }
  }

  /// In lexicographic order: 012, 021, 102, 120, 201, 210.
  @Test
  void charactersCountFixedPointsAndExchanges() {
    assertThat(IntStream.range(0, 6).map(S3::standard)).containsExactly(2, 0, 0, -1, -1, 0);
    assertThat(IntStream.range(0, 6).map(S3::sign)).containsExactly(1, -1, -1, 1, 1, -1);
  }

  @Test
  void subgroupsOfS3AreTheTrivialOneThreeExchangesTheRotationsAndTheWhole() {
    assertThat(S3.subgroups())
        .extracting(BitSet::cardinality)
        .containsExactlyInAnyOrder(1, 2, 2, 2, 3, 6);
  }

  @Test
  void cosetsOfASubgroupThatIsNotNormalDifferBySide() {
    BitSet exchange = new BitSet();
    exchange.set(0);
    exchange.set(1);
    int[] left = S3.cosets(exchange, true);
    int[] right = S3.cosets(exchange, false);
    assertThat(IntStream.of(left).distinct()).hasSize(3);
    assertThat(IntStream.of(right).distinct()).hasSize(3);
    assertThat(left).isNotEqualTo(right);
  }
}
