package groklab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.rundir.RunDirectory;
import groklab.web.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFeedTest {
  @TempDir Path directory;
  private RunDirectory run;
  private RunFeed feed;

  @BeforeEach
  void open() {
    run = new SampleRun(directory.resolve("run")).probes(20).withoutSummary().write();
    feed = new RunFeed(run, run::checkpointSteps);
  }

  @Test
  void nothingIsKnownBeforeTheFirstLook() throws InterruptedException {
    assertThat(feed.await(0, 1)).isEmpty();
  }

  @Test
  void aViewerGetsWhatIsThereAndThenWhatIsNew() throws Exception {
    feed.look();
    var first = feed.await(0, 1_000).orElseThrow();
    assertThat(probes(first)).isEqualTo(run.readMetrics().size());
    feed.look();
    assertThat(feed.await(first.version(), 1)).as("nothing new").isEmpty();
    append("{\"step\":20000,\"train.loss\":0.5}\n{\"step\":20001,\"train.lo");
    feed.look();
    var second = feed.await(first.version(), 1_000).orElseThrow();
    assertThat(probes(second)).isEqualTo(probes(first) + 1);
    assertThat(second.generation()).isEqualTo(first.generation());
    append("ss\":0.25}\n");
    feed.look();
    var third = feed.await(second.version(), 1_000).orElseThrow().data().metrics();
    assertThat(third.column("train.loss").orElseThrow().last()).contains(0.25);
  }

  @Test
  void aRunThatWasTakenBackBeginsAnewForItsViewers() throws Exception {
    feed.look();
    var first = feed.await(0, 1_000).orElseThrow();
    Files.writeString(
        run.metricsFile(),
        Files.readString(run.metricsFile()).lines().findFirst().orElseThrow() + "\n");
    feed.look();
    var second = feed.await(first.version(), 1_000).orElseThrow();
    assertThat(probes(second)).isEqualTo(1);
    assertThat(second.generation()).isGreaterThan(first.generation());
  }

  @Test
  void aCheckpointThatIsThereLaterThanItsEventIsTold() throws Exception {
    var there = new ArrayList<>(List.of(0L));
    feed = new RunFeed(run, () -> List.copyOf(there));
    feed.look();
    var first = feed.await(0, 1_000).orElseThrow();
    there.add(16L);
    feed.look();
    var second = feed.await(first.version(), 1_000).orElseThrow();
    var heard = new RunFeed.Heard(first.version(), probes(first));
    assertThat(second.checkpoints().newTo(heard)).contains(List.of(0L, 16L));
    assertThat(second.head().newTo(heard)).isEmpty();
  }

  private static int probes(RunFeed.Moment moment) {
    return moment.data().metrics().size();
  }

  private void append(String text) throws IOException {
    Files.writeString(run.metricsFile(), text, StandardOpenOption.APPEND);
  }
}
