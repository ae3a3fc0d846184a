package groklab.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.web.sweep.SmallSweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SweepsFolderTest {
  @TempDir private Path directory;

  private JsonNode rows() {
    return JsonMapper.shared().readTree(new SweepsFolder(directory).json()).path("sweeps");
  }

  @Test
  void partsOfShardsAreSaidUntilTheyAreMerged() throws IOException {
    new SmallSweep(directory.resolve("apart/shard-0-of-2")).run(0, 1);
    new SmallSweep(directory.resolve("apart/shard-1-of-2"));
    Files.createDirectory(directory.resolve("something else"));
    Files.createDirectory(directory.resolve("else"));
    assertThat(rows().size()).isEqualTo(1);
    assertThat(rows().path(0).path("id").asString()).isEqualTo("apart");
    assertThat(rows().path(0).path("why").asString())
        .isEqualTo(
            "In parts of 2 shards so far. Once they have ended: groklab sweep --merge and this"
                + " folder");
  }

  @Test
  void theSweepIsShownOnceThePartsAreMerged() {
    new SmallSweep(directory.resolve("one")).run(0, 3);
    new SmallSweep(directory.resolve("one/shard-0-of-2"));
    assertThat(rows().size()).isEqualTo(1);
    assertThat(rows().path(0).path("ended").asInt()).isEqualTo(3);
  }
}
