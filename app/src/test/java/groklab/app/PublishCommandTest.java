package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.process.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandTest {
  @TempDir Path folder;

  @Test
  void aFolderOfRunsAndADocumentBecomeASite() throws IOException {
    Cli.run(Cli.tinyRun(60, "--out", folder.resolve("runs/a")));
    Cli.run(Cli.tinyRun(60, "--seed", 1, "--out", folder.resolve("runs/b")));
    Path text = Files.writeString(folder.resolve("notes.md"), "# My notes\n");
    Path site = folder.resolve("site");
    var result =
        Cli.run("publish", folder.resolve("runs"), text, "--to", site, "--title", "Two runs");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.out()).contains(site.resolve("index.html").toString());
    assertThat(Files.readString(site.resolve("index.html")))
        .contains("Two runs", "runs/a.html", "runs/b.html", "notes.html\">My notes");
  }

  @Test
  void whatIsNothingToShowIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path site = folder.resolve("site");
    Files.createDirectories(folder.resolve("empty"));
    var nothing = Cli.run("publish", folder.resolve("empty"), "--to", site);
    assertThat(nothing.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(nothing.err()).contains("is no run, sweep or Markdown file and holds none");
    assertThat(Cli.run("publish", folder.resolve("gone"), "--to", site).err())
        .contains("There is no ", "check the path");
    assertThat(site).doesNotExist();
  }
}
