package groklab.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.lab.rundir.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsFolderTest {
  @TempDir Path directory;
  private RunsFolder folder;

  @BeforeEach
  void makeRuns() throws IOException {
    makeRun(directory.resolve("runs/inside"));
    makeRun(directory.resolve("outside"));
    folder = RunsFolder.open(directory.resolve("runs"));
  }

  private static void makeRun(Path run) throws IOException {
    Files.createDirectories(run);
    Files.writeString(run.resolve("spec.toml"), "name = \"x\"\n");
  }

  @Test
  void aRunIsFoundByTheNameOfItsDirectory() {
    assertThat(folder.find("inside")).isEqualTo(folder.root().resolve("inside"));
    assertThat(folder.all()).containsExactly(folder.root().resolve("inside"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../outside",
        "inside/../../outside",
        "..%2foutside",
        "/etc",
        "inside/",
        "inside\\..",
        "in\0side",
        "~",
        "-x",
        "nothing"
      })
  void noOtherNameLeadsAnywhere(String id) {
    assertThatThrownBy(() -> folder.find(id))
        .isInstanceOf(LiveException.class)
        .hasMessageNotContaining(directory.toString());
  }

  @Test
  void aSymbolicLinkOutOfTheFolderIsNoRun() throws IOException {
    Files.createSymbolicLink(directory.resolve("runs/link"), directory.resolve("outside"));
    assertThatThrownBy(() -> folder.find("link")).isInstanceOf(LiveException.class);
    assertThat(folder.all()).hasSize(1);
  }

  @Test
  void aRunWhoseSpecIsALinkIsSeenAndNotRead() throws IOException {
    Path run = Files.createDirectories(directory.resolve("runs/odd"));
    Files.createSymbolicLink(run.resolve("spec.toml"), directory.resolve("outside/spec.toml"));
    assertThatThrownBy(() -> RunDirectory.open(folder.find("odd")))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("spec.toml is a link");
  }

  @Test
  void aNewRunNeverTakesThePlaceOfAnother() {
    assertThat(folder.free("inside").getFileName()).hasToString("inside-2");
    assertThat(folder.free("other").getFileName()).hasToString("other");
  }
}
