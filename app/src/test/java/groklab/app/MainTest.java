package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everyCommandHasHelpAndADescription() {
    for (CommandLine command : allCommands(Main.commandLine())) {
      assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
      assertThat(command.getCommandSpec().optionsMap()).containsKey("--help");
    }
    assertThat(run("--help")).isEqualTo(ExitCode.DONE);
    assertThat(text(out)).contains("list", "explain", "Exit codes");
    assertThat(text(err)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lst                | did you mean list",
        "list --jsn models  | did you mean --json",
        "list modls         | expected one of [models, optimizers]",
        "list               | Missing required parameter: 'TOPIC'",
        "explain adamx      | nothing is called 'adamx'",
        "''                 | name a command"
      })
  void badArgumentsGiveOneSentenceAndExitCodeTwo(String arguments, String expected) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" +")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(text(err))
        .containsIgnoringCase(expected)
        .startsWith("groklab: ")
        .endsWith("--help.\n");
    assertThat(text(err).lines()).hasSize(1);
    assertThat(text(out)).isEmpty();
  }

  @Test
  void everyListedNameHasAPageThatBeginsWithItsName() {
    for (Topic topic : Topic.values()) {
      assertThat(topic.names()).isNotEmpty();
      for (String name : topic.names()) {
        assertThat(Page.of(topic, name).text()).startsWith("# " + name + ": ");
        assertThat(Page.find(name)).isPresent();
      }
    }
  }

  private int run(String... arguments) {
    return Main.run(arguments, stream(out), stream(err));
  }

  private static List<CommandLine> allCommands(CommandLine root) {
    var all = new ArrayList<>(List.of(root));
    root.getSubcommands().values().forEach(command -> all.addAll(allCommands(command)));
    return all;
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
