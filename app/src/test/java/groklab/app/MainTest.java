package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.console.Console;
import groklab.app.page.Entry;
import groklab.app.page.Pages;
import groklab.app.page.Topic;
import groklab.app.process.ExitCode;
import groklab.lab.model.Activation;
import groklab.lab.phase.Phase;
import groklab.lab.phase.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(stream(out), stream(err), Cli.PIPE, Cli.PIPE);

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

  /// Tests lie on a class path, where everything is open; the launcher uses modules.
  @Test
  void picocliMayLookIntoThePackageOfEveryCommand() throws Exception {
    Path classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var file = Files.newInputStream(classes.resolve("module-info.class"))) {
      Set<String> open =
          ModuleDescriptor.read(file).opens().stream()
              .filter(each -> each.targets().contains("info.picocli"))
              .map(ModuleDescriptor.Opens::source)
              .collect(Collectors.toSet());
      assertThat(allCommands(Main.commandLine(console)))
          .extracting(each -> each.getCommandSpec().userObject().getClass().getPackageName())
          .allMatch(open::contains);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lst                | did you mean list",
        "list --jsn models  | did you mean --json",
        "list modls         | expected one of [recipes, systems, tasks, models, losses, optimizers,"
            + " stages, controllers, measures, criteria, words]",
        "rnu                | did you mean run",
        "explain adamx      | nothing is called 'adamx', did you mean adam",
        "explain xyzzyplugh | nothing is called 'xyzzyplugh', groklab list TOPIC shows"
      })
  void badArgumentsGiveOneSentenceAndExitCodeTwo(String arguments, String expected) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" +")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(text(err)).contains(expected).startsWith("groklab: ").endsWith("--help.\n");
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
  void groklabAloneShowsItsHelp() {
    assertThat(run()).isEqualTo(ExitCode.DONE);
    assertThat(text(out)).startsWith("Usage: groklab").contains("diagnose");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void listAloneShowsEveryTopic() {
    assertThat(run("list")).isEqualTo(ExitCode.DONE);
    for (Topic topic : Topic.values()) {
      assertThat(text(out).lines()).contains(topic.toString().toUpperCase(Locale.ROOT));
      assertThat(text(out)).contains(topic.pages().getLast().name());
    }
  }

  @Test
  void aWordOfSeveralWordsIsExplainedWithAndWithoutQuotes() {
    assertThat(run("explain", "weight", "decay")).isEqualTo(ExitCode.DONE);
    String page = text(out);
    assertThat(page).startsWith("# weight decay: a pull of all weights towards zero");
    out.reset();
    run("explain", "weight decay");
    assertThat(text(out)).isEqualTo(page);
    out.reset();
    run("explain", "--json", "plateau");
    assertThat(text(out)).startsWith("{").contains("\"name\" : \"plateau\"");
  }

  @Test
  void everyPhaseAndEveryVerdictIsAWordThatIsExplainedUnlessItExplainsItself() {
    for (Verdict verdict : Verdict.values()) {
      assertThat(Pages.find(verdict.label())).as(verdict.label()).isNotEmpty();
    }
    for (Phase phase : Set.of(Phase.PLATEAU, Phase.TRANSITION, Phase.GENERALISED)) {
      assertThat(Pages.find(phase.label())).as(phase.label()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void everyShellIsToldEveryCommandAndItsOptions(String shell) {
    assertThat(run("completion", shell)).isEqualTo(ExitCode.DONE);
    assertThat(text(out)).contains("diagnose", "weight-decay", "sweep", "refine");
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
