package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.console.Console;
import groklab.app.process.ExitCode;
import groklab.app.spec.SpecSource;
import groklab.catalog.check.Judgement;
import groklab.catalog.entry.Catalog;
import groklab.catalog.reproduce.Result;
import groklab.lab.file.JsonLines;
import groklab.lab.kind.SpecException;
import groklab.web.lesson.Lessons;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/// What documents and lessons tell people to type is what the program takes. Commands that only
/// print are run; of the others, which train for minutes, names, options and values are checked,
/// and of those that start a run also that there is such a recipe and that it takes these keys.
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^ {4}|^|`|\\| *)\\.?/?groklab (?<arguments>[^`\\n|]+)");

  /// `'quoted'`, `"quoted"` or a word, which may have quoted parts.
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

  /// What stands for something of the reader's: `DIR`, `NAME`, `...`, `[--json]`.
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?:^|[\\s=/])(?:[A-Z][A-Z]+|[A-Z](?=\\s|$)|A\\.\\.B|FROM\\.\\.TO|\\.\\.\\.|\\[.*)");

  private static final List<String> PRINTS = List.of("list", "explain", "completion");

  /// These are the launcher's own.
  private static final String LAUNCHER = "./groklab ";

  private static final List<String> LAUNCHERS = List.of("test", "bench");

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> pages = Files.list(ROOT.resolve("docs"));
        Stream<Path> howTos = Files.list(ROOT.resolve("docs/how-to"))) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md")),
              Stream.concat(pages.toList().stream(), howTos.toList().stream()))
          .filter(file -> file.toString().endsWith(".md"));
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandOfADocumentIsOneThatTheProgramTakes(Path document) throws IOException {
    String text = Files.readString(document).replace("\\\n", " ");
    commands(text).forEach(command -> assertTaken(document.getFileName() + ": ", command));
  }

  @Test
  void theReadmeHasManyOfThem() throws IOException {
    assertThat(commands(Files.readString(ROOT.resolve("README.md")))).hasSizeGreaterThan(15);
  }

  @Test
  void everySolutionOfALessonIsOneThatTheProgramTakes() {
    for (String id : Lessons.NAMES) {
      for (JsonNode exercise : lesson(id).path("exercise")) {
        for (JsonNode solution : exercise.path("solution")) {
          String command = solution.stringValue();
          if (!command.startsWith("awk ")) {
            assertThat(command).startsWith(LAUNCHER);
            assertTaken("lesson " + id + ": ", command.substring(LAUNCHER.length()));
          }
        }
      }
    }
  }

  @Test
  void lessonsCiteClaimsAsTheyWereRecorded() {
    List<Result> results =
        JsonLines.read(ROOT.resolve("docs/reproductions/results.jsonl"), Result.LINES);
    int cited = 0;
    for (String id : Lessons.NAMES) {
      for (JsonNode evidence : lesson(id).path("evidence")) {
        String entry = evidence.path("entry").stringValue();
        String claim = evidence.path("claim").stringValue();
        assertThat(Catalog.find(entry).claims()).anyMatch(each -> each.id().equals(claim));
        Result last =
            results.reversed().stream()
                .filter(r -> r.entry().equals(entry) && r.claim().equals(claim))
                .findFirst()
                .orElseThrow();
        String judgement = evidence.path("judgement").stringValue();
        assertThat(last.judgement())
            .as(entry + "/" + claim)
            .isEqualTo(Judgement.valueOf(judgement.toUpperCase(Locale.ROOT).replace(' ', '_')));
        cited++;
      }
    }
    assertThat(cited).isGreaterThan(8);
  }

  private static JsonNode lesson(String id) {
    return new Lessons().find(id).orElseThrow();
  }

  private static List<String> commands(String text) {
    return COMMAND
        .matcher(text)
        .results()
        .map(found -> found.group("arguments").replaceFirst(" +(#|>|&&|2>).*", "").strip())
        .filter(command -> !PLACEHOLDER.matcher(command).find())
        .toList();
  }

  private static void assertTaken(String where, String command) {
    List<String> words = words(command);
    if (LAUNCHERS.contains(words.getFirst())) {
      return;
    }
    if (words.size() == 1 && !command.startsWith("-")) { // named, not shown
      assertThat(commandLine().getSubcommands()).as(where).containsKey(command);
      return;
    }
    try {
      ParseResult parsed = commandLine().parseArgs(words.toArray(String[]::new));
      if (words.getFirst().equals("run")) {
        assertResolves(parsed.subcommand());
      }
    } catch (ParameterException | SpecException e) {
      throw new AssertionError(where + command + ": " + e.getMessage(), e);
    }
    if (PRINTS.contains(words.getFirst())) {
      Cli.Result result = Cli.run((Object[]) words.toArray(String[]::new));
      assertThat(result.exitCode())
          .as(where + command + ": " + result.err())
          .isEqualTo(ExitCode.DONE);
    }
  }

  private static void assertResolves(ParseResult run) {
    String source = run.matchedPositionalValue(0, "quickstart");
    boolean ofTheReader = source.equals("mine.toml");
    if (!ofTheReader && !run.hasMatchedOption("--branch") && !run.hasMatchedOption("--resume")) {
      String found = source.endsWith(".toml") ? ROOT.resolve(source).toString() : source;
      assertThat(SpecSource.read(found, run.matchedOptionValue("--set", List.of()))).isNotNull();
    }
  }

  private static CommandLine commandLine() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return Main.commandLine(new Console(nowhere, nowhere, Cli.PIPE, Cli.PIPE));
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group().replaceAll("'([^']*)'|\"([^\"]*)\"", "$1$2"));
    }
    return words;
  }
}
