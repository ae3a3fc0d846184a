package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.console.Console;
import groklab.app.console.Terminal;
import groklab.app.page.Entry;
import groklab.app.page.Pages;
import groklab.app.page.Topic;
import groklab.app.process.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages are dressed on a terminal, and go to a pipe as they are.
class PageOnTerminalTest {
  private static final Pattern CODES = Pattern.compile("\u001b\\[[0-9;]*m");

  @Test
  void aPageIsDressedOnATerminalAndAsItIsInAPipe() {
    Entry page = Pages.find("adamw").getFirst();
    assertThat(shown(new Terminal(OptionalInt.of(80)), "explain", "adamw"))
        .startsWith("\u001b[1madamw:\u001b[0m")
        .doesNotContain("# adamw");
    assertThat(shown(Cli.PIPE, "explain", "adamw")).isEqualTo(page.text() + "\n");
  }

  @Test
  void noLineOfAListIsWiderThanTheTerminal() {
    for (int width : List.of(40, 80, 200)) {
      String list = shown(new Terminal(OptionalInt.of(width)), "list");
      assertThat(list).contains("\u001b[1mRECIPES\u001b[0m");
      assertThat(CODES.matcher(list).replaceAll("").lines())
          .allMatch(line -> line.length() <= Math.max(42, Math.min(width, 100)), "at " + width);
    }
  }

  @Test
  void aListInAPipeHasALineForEachName() {
    String list = shown(Cli.PIPE, "list", "words");
    assertThat(list.lines()).hasSameSizeAs(Topic.WORDS.pages());
    assertThat(CODES.matcher(list).find()).isFalse();
  }

  @Test
  void pagesNeedNoIncubatingModule(@TempDir Path directory) throws Exception {
    Process list = Cli.forkWithoutVectors(directory, "list");
    Cli.Result result = Cli.await(list, directory);
    assertThat(result).isEqualTo(new Cli.Result(ExitCode.DONE, shown(Cli.PIPE, "list"), ""));
  }

  @Test
  void jsonIsNeverDressed() {
    assertThat(shown(new Terminal(OptionalInt.of(80)), "explain", "adamw", "--json"))
        .startsWith("{")
        .doesNotContain("\u001b");
  }

  @Test
  void helpHasColoursOnATerminalAlone() {
    assertThat(shown(new Terminal(OptionalInt.of(80)), "list", "--help")).contains("\u001b[");
    assertThat(shown(Cli.PIPE, "list", "--help")).doesNotContain("\u001b");
  }

  private static String shown(Terminal page, String... arguments) {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertThat(Main.run(arguments, new Console(out, out, page, Cli.PIPE))).isEqualTo(ExitCode.DONE);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
