package groklab.app;

import groklab.lab.measure.MeasurePage;
import groklab.lab.recipe.Recipe;
import groklab.lab.spec.About;
import groklab.lab.spec.Suggestion;
import groklab.lab.task.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes pages from what the lab knows of recipes, tasks and measures, and from the files in `docs/pages` for models
/// and optimisers.
final class Pages {
  private Pages() {}

  /// The page of a name; a measure is also found by a recorded name such as `train.loss`.
  static Optional<Page> find(String name) {
    List<Page> all = Topic.allPages();
    return all.stream()
        .filter(page -> page.name().equals(name))
        .findFirst()
        .or(() -> all.stream().filter(page -> isPatternOf(page.name(), name)).findFirst());
  }

  /// The name that somebody probably meant.
  static Optional<String> nearest(String name) {
    return Suggestion.nearest(name, Topic.allPages().stream().map(Page::name).toList());
  }

  private static boolean isPatternOf(String pageName, String name) {
    String expression =
        Pattern.quote(pageName)
            .replace("SET", "\\E(train|validation)\\Q")
            .replace("TENSOR", "\\E.+\\Q");
    return name.matches(expression);
  }

  static Page ofRecipe(Recipe recipe) {
    About about = recipe.about();
    var body = new StringBuilder();
    item(body, "Source", about.source().isEmpty() ? "" : "arXiv " + about.source());
    item(body, "Differs", about.differs());
    item(body, "Expect", about.expect());
    item(body, "Takes", minutes(about.minutes()));
    body.append("\n    ./groklab run ").append(recipe.name()).append('\n');
    body.append(
        "\nThe file, which states only what differs from its base or from the defaults:\n\n");
    settings(recipe.toml())
        .lines()
        .forEach(line -> body.append(line.isEmpty() ? "" : "    " + line).append('\n'));
    return new Page(recipe.name(), about.purpose(), body.toString());
  }

  private static String minutes(double minutes) {
    String number = String.format(Locale.ROOT, "%.0f", minutes);
    return "about " + number + (number.equals("1") ? " minute" : " minutes") + " on two cores";
  }

  /// A recipe's file without its section `[about]`, whose content is above.
  private static String settings(String toml) {
    return toml.replaceFirst("(?ms)^\\[about]\\n.*?(?=^\\[|\\z)", "").strip();
  }

  static Page ofTask(Operation operation) {
    var body = new StringBuilder();
    item(body, "Source", operation.source());
    item(
        body,
        "In a spec",
        switch (operation.algebra()) {
          case MODULAR ->
              "`task.kind = \"modular\"`, `task.operation = \"%s\"`, `task.modulus`%s"
                  .formatted(operation.specName(), operation.needsPrime() ? " (a prime)" : "");
          case PERMUTATIONS ->
              "`task.kind = \"permutations\"`, `task.operation = \"%s\"`, `task.degree`"
                  .formatted(operation.specName());
        });
    return new Page(operation.specName(), operation.formula(), body.toString());
  }

  static Page ofMeasure(MeasurePage measure) {
    int end = endOfFirstClause(measure.formula());
    var body = new StringBuilder(measure.formula()).append("\n\n").append(measure.reading());
    if (measure.name().contains("SET")) {
      body.append("\n\n`SET` is `train` or `validation`.");
    }
    if (measure.name().contains("TENSOR")) {
      body.append("\n\n`TENSOR` is a parameter's name, for example `embed.W_E`.");
    }
    return new Page(measure.name(), measure.formula().substring(0, end), body.toString());
  }

  private static int endOfFirstClause(String text) {
    var end = Pattern.compile("[;,.](?= |\\z)").matcher(text);
    return end.find() ? end.start() : text.length();
  }

  /// The file `docs/pages/FOLDER/NAME.md`; its first line is `# NAME: what it is`.
  ///
  /// @throws IllegalStateException when there is no such file, which a test rules out
  static Page written(String folder, String name) {
    String resource = "pages/" + folder + "/" + name + ".md";
    String heading = "# " + name + ": ";
    try (InputStream in = Pages.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the page " + resource + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (!text.startsWith(heading)) {
        throw new IllegalStateException(resource + " does not begin with '" + heading + "'");
      }
      String[] parts = text.substring(heading.length()).split("\n", 2);
      return new Page(name, parts[0], parts[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void item(StringBuilder body, String name, String text) {
    if (!text.isEmpty()) {
      body.append("- **").append(name).append("**: ").append(text).append(".\n");
    }
  }
}
