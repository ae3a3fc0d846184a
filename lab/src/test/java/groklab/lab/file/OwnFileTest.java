package groklab.lab.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFileTest {
  @TempDir private Path directory;

  @Test
  void aFileAndOneThatIsNotThereAreFine() throws IOException {
    Path file = Files.writeString(directory.resolve("a"), "x");
    assertThat(OwnFile.checked(file)).isEqualTo(file);
    assertThat(OwnFile.checked(directory.resolve("none"))).doesNotExist();
  }

  @Test
  void linksAndDirectoriesAreNamed() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nowhere"));
    assertThatThrownBy(() -> OwnFile.checked(link)).hasMessageContaining(link + " is a link");
    assertThatThrownBy(() -> OwnFile.checked(directory)).hasMessageContaining("is a directory");
  }

  @Test
  void aLinkLaidInTheWayOfAWriterIsNotFollowed() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Files.createSymbolicLink(directory.resolve("report.html.partial"), victim);
    AtomicFile.write(directory.resolve("report.html"), "new");
    assertThat(victim).hasContent("precious");
    assertThat(directory.resolve("report.html")).hasContent("new");
  }

  @Test
  void aLinkInThePlaceOfTheFileIsReplacedAndItsTargetStays() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Path file = Files.createSymbolicLink(directory.resolve("curves.svg"), victim);
    AtomicFile.write(file, "new");
    assertThat(victim).hasContent("precious");
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }
}
