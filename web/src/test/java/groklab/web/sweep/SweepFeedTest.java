package groklab.web.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.study.diagram.Slice;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class SweepFeedTest {
  @TempDir Path directory;
  private SmallSweep sweep;

  @BeforeEach
  void make() {
    sweep = new SmallSweep(directory.resolve("small"));
  }

  /// A new one, which has just looked.
  private SweepFeed feed() {
    return new SweepFeed(sweep.folder());
  }

  @Test
  void theWholeGridIsThereBeforeARunHasEnded() {
    ObjectNode maps = feed().maps(Slice.Wish.NONE, 0);
    assertThat(maps.path("asked").asInt()).isEqualTo(12);
    assertThat(maps.path("ended").asInt()).isZero();
    assertThat(maps.path("sealed").asBoolean()).isFalse();
    assertThat(maps.path("across").path("texts").size()).isEqualTo(2);
    assertThat(maps.path("columns").size()).isZero();
    assertThat(maps.path("maps").get(0).path("legend").toString()).doesNotContain("NaN");
  }

  @Test
  void cellsFillAsRunsEndAndNothingIsSentTwice() throws InterruptedException {
    var feed = feed();
    long seen = feed.maps(Slice.Wish.NONE, 0).path("version").asLong();
    assertThat(feed.maps(Slice.Wish.NONE, seen).propertyNames()).containsExactly("version");
    sweep.run(0, 4);
    Thread.sleep(600); // it looks at the disk twice a second
    ObjectNode maps = feed.maps(Slice.Wish.NONE, seen);
    assertThat(maps.path("ended").asInt()).isEqualTo(4);
    assertThat(maps.path("held").path("model.width").asString())
        .as("of the last run")
        .isEqualTo("9");
    assertThat(maps.path("columns").size()).as("of width 9").isEqualTo(1);
    assertThat(feed.row().path("verdicts").valueStream().mapToInt(count -> count.asInt()).sum())
        .isEqualTo(4);
  }

  @Test
  void aPlaneThatNobodyChoseIsTheOneWhereRunsHaveEnded() {
    sweep.run(3, 6);
    ObjectNode maps = feed().maps(Slice.Wish.NONE, 0);
    assertThat(maps.path("held").path("model.width").asString()).isEqualTo("9");
    assertThat(maps.path("columns").size()).isEqualTo(1);
    assertThat(feed().runs(Slice.Wish.NONE, 0, 0).path("ids").size()).isEqualTo(3);
    var chosen = new Slice.Wish(Optional.empty(), Optional.empty(), Map.of("model.width", "8"));
    assertThat(feed().maps(chosen, 0).path("columns").size()).isZero();
  }

  @Test
  void aSweepThatWentOnAndEndedAgainWhileNobodyLookedIsReadAgain() throws InterruptedException {
    sweep.run(0, 6);
    sweep.folder().seal();
    var feed = feed();
    assertThat(feed.row().path("ended").asInt()).isEqualTo(6);
    sweep.folder().unseal();
    sweep.run(6, 12);
    sweep.folder().seal();
    Thread.sleep(600); // it looks at the disk twice a second
    assertThat(feed.row().path("ended").asInt()).isEqualTo(12);
    assertThat(feed.row().path("sealed").asBoolean()).isTrue();
  }

  @Test
  void theRunsOfACellHaveTheirCurvesAndCommands() {
    sweep.run(0, 12);
    sweep.folder().seal();
    var wish =
        new Slice.Wish(
            Optional.of("model.width"),
            Optional.of("optimizer.weightDecay"),
            Map.of("task.trainFraction", "0.5"));
    ObjectNode runs = feed().runs(wish, 1, 0);
    assertThat(runs.path("seeds").toString()).isEqualTo("[0,1,2]");
    assertThat(runs.path("commands").get(2).asString())
        .contains("model.width=9")
        .contains("optimizer.weightDecay=0.1")
        .endsWith("--seed 2");
    assertThat(runs.path("curves").get(0).asString()).isNotEmpty();
    assertThat(feed().runs(wish, 5, 5).path("ids").size()).isZero();
    assertThat(feed().row().path("sealed").asBoolean()).isTrue();
  }
}
