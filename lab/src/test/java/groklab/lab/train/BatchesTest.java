package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final int[] ROWS = IntStream.range(0, 23).map(i -> 3 * i + 1).toArray();

  private static List<Integer> epoch(Batches b, int epoch) {
    List<Integer> all = new ArrayList<>();
    for (int s = 0; s < b.perEpoch(); s++) {
      long step = (long) epoch * b.perEpoch() + s;
      int[] batch = b.at(step);
      for (int i = 0; i < b.sizeAt(step); i++) {
        all.add(batch[i]);
      }
    }
    return all;
  }

  @Test
  void everyEpochIsAnotherOrderOfTheTrainingSetAndItsLastBatchIsWhatIsLeft() {
    Batches b = new Batches(ROWS, 5, 1);
    assertThat(b.perEpoch()).isEqualTo(5);
    assertThat(IntStream.range(0, 10).map(b::sizeAt)).containsExactly(5, 5, 5, 5, 3, 5, 5, 5, 5, 3);
    Integer[] rows = Arrays.stream(ROWS).boxed().toArray(Integer[]::new);
    assertThat(epoch(b, 0)).containsExactlyInAnyOrder(rows).isNotEqualTo(epoch(b, 1));
    assertThat(epoch(b, 1)).containsExactlyInAnyOrder(rows);
  }

  @Test
  void aSizeThatDividesTheSetLeavesNoPartialBatch() {
    Batches b = new Batches(Arrays.copyOf(ROWS, 20), 5, 1);
    assertThat(b.perEpoch()).isEqualTo(4);
    assertThat(IntStream.range(0, 8).map(b::sizeAt)).containsOnly(5);
  }

  @Test
  void theStepAloneDeterminesTheBatchSoAResumedRunGoesOnAlike() {
    Batches walked = new Batches(ROWS, 5, 1);
    for (int step = 0; step < 12; step++) {
      walked.at(step);
    }
    int[] expected = walked.at(12).clone();
    assertThat(new Batches(ROWS, 5, 1).at(12)).containsExactly(expected);
    walked.at(40);
    assertThat(walked.at(12)).containsExactly(expected);
  }

  @Test
  void theSeedDeterminesTheOrder() {
    assertThat(epoch(new Batches(ROWS, 5, 1), 0)).isNotEqualTo(epoch(new Batches(ROWS, 5, 2), 0));
  }
}
