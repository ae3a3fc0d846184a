package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.console.Console;
import groklab.app.console.Terminal;
import groklab.app.page.Entry;
import groklab.app.page.Pages;
import groklab.app.page.Topic;
import groklab.app.process.ExitCode;
import groklab.lab.model.Activation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console =
      new Console(stream(out), stream(err), new Terminal(OptionalInt.empty()));

  @Test
  void everyCommandHasHelpAndADescription() {
    for (CommandLine command : allCommands(Main.commandLine(console))) {
      assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
      assertThat(command.getCommandSpec().optionsMap()).containsKey("--help");
    }
    assertThat(run("--help")).isEqualTo(ExitCode.DONE);
    assertThat(text(out)).contains("run", "digest", "list", "explain", "Exit codes");
    assertThat(text(err)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lst                | did you mean list",
        "list --jsn models  | did you mean --json",
        "list modls         | expected one of [recipes, tasks, models, losses, optimizers, stages,"
            + " measures, criteria]",
        "list               | Missing required parameter: 'TOPIC'",
        "explain adamx      | nothing is called 'adamx', did you mean adam",
        "explain xyzzyplugh | nothing is called 'xyzzyplugh', groklab list TOPIC shows",
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
      assertThat(topic.pages()).isNotEmpty();
      for (Entry page : topic.pages()) {
        assertThat(page.text()).startsWith("# " + page.name() + ": ");
        assertThat(page.summary()).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
        assertThat(Pages.find(page.name())).contains(page);
      }
    }
  }

  @Test
  void pagesOfModelsSpellEveryValueAsASpecDoes() {
    List<Entry> withActivations =
        Topic.MODELS.pages().stream().filter(p -> p.body().contains("`activation`")).toList();
    assertThat(withActivations).extracting(Entry::name).contains("transformer", "mlp");
    for (Entry page : withActivations) {
      for (Activation activation : Activation.values()) {
        String written = activation.name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(page.body()).contains("`" + written + "`");
      }
    }
  }

  @Test
  void aRecordedNameOfAMeasureFindsItsPage() {
    assertThat(run("explain", "validation.brier")).isEqualTo(ExitCode.DONE);
    assertThat(text(out)).startsWith("# brier: ");
    assertThat(Pages.find("weights.l2.embed.W_E"))
        .extracting(Entry::name)
        .containsExactly("weights.l2");
    assertThat(Pages.find("test.brier")).isEmpty();
  }

  @Test
  void aNameOfAMeasureAndACriterionShowsBothPages() {
    assertThat(run("explain", "accuracy")).isEqualTo(ExitCode.DONE);
    assertThat(text(out).lines().filter(line -> line.startsWith("# accuracy: "))).hasSize(2);
  }

  private int run(String... arguments) {
    return Main.run(arguments, console);
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
