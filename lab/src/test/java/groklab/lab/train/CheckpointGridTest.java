package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.spec.CheckpointSpec;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CheckpointGridTest {
  private static List<Long> kept(long every, int perDoubling, long below) {
    CheckpointGrid grid = new CheckpointGrid(new CheckpointSpec(every, perDoubling));
    return LongStream.range(0, below).filter(grid::keeps).boxed().toList();
  }

  @Test
  void theStartIsAlwaysKept() {
    assertThat(kept(0, 0, 100)).containsExactly(0L);
  }

  @Test
  void everySoManySteps() {
    assertThat(kept(30, 0, 100)).containsExactly(0L, 30L, 60L, 90L);
  }

  @Test
  void oncePerDoubling() {
    assertThat(kept(0, 1, 100)).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L);
  }

  /// Between powers of two the steps grow by the fourth root of 2, rounded.
  @Test
  void severalTimesPerDoubling() {
    assertThat(kept(0, 4, 70).stream().filter(s -> s >= 16))
        .containsExactly(16L, 19L, 23L, 27L, 32L, 38L, 45L, 54L, 64L);
  }

  @Test
  void bothGridsTogether() {
    assertThat(kept(30, 1, 65)).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 32L, 60L, 64L);
  }

  /// Fourth roots of 2 apart, as probes come; the grid of the spec stays.
  @Test
  void fourTimesAsManyWhileTheCurvesMove() {
    var grid = new CheckpointGrid(new CheckpointSpec(0, 1));
    LongStream.rangeClosed(100, 300).forEach(step -> grid.probed(step, step < 200));
    assertThat(LongStream.range(65, 600).filter(grid::keeps))
        .containsExactly(100L, 119L, 128L, 142L, 169L, 256L, 512L);
  }

  @Test
  void noneForMovingCurvesWhereNoneAreWantedPerDoubling() {
    var grid = new CheckpointGrid(new CheckpointSpec(50, 0));
    LongStream.rangeClosed(1, 99).forEach(step -> grid.probed(step, true));
    assertThat(LongStream.range(0, 99).filter(grid::keeps)).containsExactly(0L, 50L);
  }
}
