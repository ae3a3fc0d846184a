package groklab.lab.train.step;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.spec.TrainingSpec.Batch.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final int[] ROWS = IntStream.range(0, 23).map(i -> 3 * i + 1).toArray();

  private static Batches batches(int... rows) {
    return new Batches(rows, List.of(new Stage(0, 5)), 1);
  }

  /// An epoch of 23 rows in batches of 5.
  private static List<Integer> epoch(Batches b, int epoch) {
    return rows(b, 5L * epoch, 5L * epoch + 5);
  }

  private static List<Integer> rows(Batches b, long from, long to) {
    List<Integer> all = new ArrayList<>();
    for (long step = from; step < to; step++) {
      int[] batch = b.at(step);
      for (int i = 0; i < b.sizeAt(step); i++) {
        all.add(batch[i]);
      }
    }
    return all;
  }

  @Test
  void everyEpochIsAnotherOrderOfTheTrainingSetAndItsLastBatchIsWhatIsLeft() {
    Batches b = batches(ROWS);
    assertThat(IntStream.range(0, 10).map(b::sizeAt)).containsExactly(5, 5, 5, 5, 3, 5, 5, 5, 5, 3);
    Integer[] rows = Arrays.stream(ROWS).boxed().toArray(Integer[]::new);
    assertThat(epoch(b, 0)).containsExactlyInAnyOrder(rows).isNotEqualTo(epoch(b, 1));
    assertThat(epoch(b, 1)).containsExactlyInAnyOrder(rows);
  }

  @Test
  void aSizeThatDividesTheSetLeavesNoPartialBatch() {
    Batches b = batches(Arrays.copyOf(ROWS, 20));
    assertThat(IntStream.range(0, 8).map(b::sizeAt)).containsOnly(5);
  }

  @Test
  void theStepAloneDeterminesTheBatchSoAResumedRunGoesOnAlike() {
    Batches walked = batches(ROWS);
    for (int step = 0; step < 12; step++) {
      walked.at(step);
    }
    int[] expected = walked.at(12).clone();
    assertThat(batches(ROWS).at(12)).containsExactly(expected);
    walked.at(40);
    assertThat(walked.at(12)).containsExactly(expected);
  }

  @Test
  void theSeedDeterminesTheOrder() {
    assertThat(epoch(batches(ROWS), 0))
        .isNotEqualTo(epoch(new Batches(ROWS, List.of(new Stage(0, 5)), 2), 0));
  }

  /// 23 rows: 7 steps of 5 (an epoch and two more steps), 4 of 10 (an epoch and one), then all.
  private static Batches scheduled() {
    return new Batches(ROWS, List.of(new Stage(0, 5), new Stage(7, 10), new Stage(11, 23)), 1);
  }

  @Test
  void aScheduleChangesTheSizeAtItsSteps() {
    assertThat(IntStream.range(0, 13).map(scheduled()::sizeAt))
        .containsExactly(5, 5, 5, 5, 3, 5, 5, 10, 10, 3, 10, 23, 23);
  }

  @Test
  void anEpochBeginsWhereTheSizeChangesInAnOrderOfItsOwn() {
    Batches plain = batches(ROWS);
    Batches changing = scheduled();
    assertThat(rows(changing, 0, 7)).isEqualTo(rows(plain, 0, 7));
    Integer[] all = Arrays.stream(ROWS).boxed().toArray(Integer[]::new);
    assertThat(rows(changing, 7, 10))
        .containsExactlyInAnyOrder(all)
        .isEqualTo(epoch(plain, 2))
        .isNotEqualTo(epoch(plain, 0))
        .isNotEqualTo(epoch(plain, 1));
    assertThat(rows(changing, 11, 12)).containsExactlyInAnyOrder(all).isEqualTo(epoch(plain, 4));
  }

  @Test
  void theStepAloneDeterminesTheBatchOfASchedule() {
    Batches walked = scheduled();
    for (int step = 0; step < 13; step++) {
      assertThat(rows(scheduled(), step, step + 1)).isEqualTo(rows(walked, step, step + 1));
    }
    assertThat(rows(walked, 3, 4)).isEqualTo(rows(scheduled(), 3, 4));
  }
}
