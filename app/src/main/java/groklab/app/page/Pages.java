package groklab.app.page;

import groklab.catalog.Claim;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Suggestion;
import groklab.lab.measure.AnyMeasure;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Comparison;
import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.spec.About;
import groklab.zoo.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes pages for `groklab list` and `explain` from what recipes, kinds and measures say of
/// themselves.
public final class Pages {
  private Pages() {}

  /// The pages of a name, more than one where a measure and a criterion share it; a measure is also
  /// found by a recorded name such as `train.loss`.
  public static List<Entry> find(String name) {
    List<Entry> named =
        Topic.allNames()
            .filter(each -> each.name().equals(name))
            .map(each -> each.page().get())
            .toList();
    return named.isEmpty() ? Catalogue.find(name).map(Pages::ofMeasure).stream().toList() : named;
  }

  /// The pages of a name, in Markdown.
  public static List<String> texts(String name) {
    return find(name).stream().map(Entry::text).toList();
  }

  /// The name that somebody probably meant.
  public static Optional<String> nearest(String name) {
    return Suggestion.nearest(name, Topic.allNames().map(Named::name).toList());
  }

  public static Entry ofRecipe(Recipe recipe) {
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
    return new Entry(recipe.name(), about.purpose(), body.toString());
  }

  /// The page of a system whose claims can be checked: what is claimed, and what is expected here.
  /// What came of it stands in `docs/REPRODUCTIONS.md`, which is made of runs.
  static Entry ofSystem(groklab.catalog.Entry system) {
    var body = new StringBuilder();
    item(body, "Source", system.source());
    body.append("\n    ./groklab reproduce ").append(system.id()).append('\n');
    body.append("\nWhat is claimed, and what is expected here; what came of it when it was run:")
        .append(" docs/REPRODUCTIONS.md.\n\n");
    for (Claim claim : system.claims()) {
      body.append("- **%s** (%s): %s ".formatted(claim.id(), claim.tier().label(), claim.text()));
      body.append("Expected: %s.".formatted(claim.check().expected()));
      body.append(
          claim.smaller().isEmpty() ? "\n" : " Smaller here: %s\n".formatted(claim.smaller()));
    }
    system.remarks().forEach(remark -> body.append('\n').append(remark).append('\n'));
    if (!system.omissions().isEmpty()) {
      body.append("\nNot a claim here:\n\n");
      system
          .omissions()
          .forEach(each -> body.append("- %s: %s.\n".formatted(each.statement(), each.reason())));
    }
    return new Entry(system.id(), system.title(), body.toString());
  }

  private static String minutes(double minutes) {
    String number = String.format(Locale.ROOT, "%.0f", minutes);
    return "about " + number + (number.equals("1") ? " minute" : " minutes") + " on two cores";
  }

  /// A recipe's file without its section `[about]`, whose content is above.
  private static String settings(String toml) {
    return toml.replaceFirst("(?ms)^\\[about]\\n.*?(?=^\\[|\\z)", "").strip();
  }

  /// The page of a kind, and those of the names that one of its keys may have, under its heading.
  public static Stream<Entry> ofKind(Kind<?> kind) {
    var variants = kind.variants().get();
    String heading = variants.isEmpty() ? "" : kind.page().summary();
    return Stream.concat(Stream.of(kind.page()), variants.stream())
        .map(page -> new Entry(page.name(), page.summary(), page.body(), heading));
  }

  public static Entry ofMeasure(AnyMeasure measure) {
    MeasurePage page = measure.page();
    var body = new StringBuilder();
    page.records()
        .forEach((name, meaning) ->
            body.append("- `").append(name).append("`: ").append(meaning).append(".\n"));
    wildcards(body, String.join(" ", page.records().keySet()));
    body.append('\n');
    item(body, "Group", page.group().label() + " (" + page.group().question() + ")");
    item(body, "In a run", inARun(measure));
    item(body, "Formula", page.formula());
    item(body, "Shapes", page.shapes());
    item(body, "Normalisation", page.normalisation());
    item(body, "Logarithm", page.logarithm());
    item(body, "Cost", page.cost());
    item(body, "Before grokking", page.reading().before());
    item(body, "At grokking", page.reading().at());
    item(body, "After grokking", page.reading().after());
    item(body, "Misleads", page.misleads());
    item(body, "Source", page.source());
    var more = new LinkedHashMap<String, Object>();
    more.put("group", page.group().label());
    more.put("cost", page.cost());
    more.put("default", Catalogue.isDefault(measure));
    return new Entry(
        page.name(),
        page.summary(),
        body.toString(),
        "%s: %s".formatted(page.group().label(), page.group().question()),
        more);
  }

  private static String inARun(AnyMeasure any) {
    return switch (any) {
      case Measure measure ->
          Catalogue.isDefault(measure)
              ? "by default"
              : "on demand: `probes.measures = [\"default\", \"%s\"]`".formatted(measure.name());
      case Comparison<?> comparison ->
          ("never while it trains, since it compares two steps; of checkpoints: "
                  + "`./groklab measure DIR --step all --measure %s`")
              .formatted(comparison.name());
    };
  }

  private static void wildcards(StringBuilder body, String names) {
    if (names.contains("SET")) {
      body.append("\n`SET` is `train` or `validation`.\n");
    }
    if (names.contains("TENSOR")) {
      body.append("\n`TENSOR` is a parameter's name, for example `embed.W_E`.\n");
    }
    if (names.contains("PARTITION")) {
      body.append("\n`PARTITION` names an irreducible representation of S_n, for example `4-1`.\n");
    }
  }

  private static void item(StringBuilder body, String name, String text) {
    if (!text.isEmpty()) {
      body.append("- **").append(name).append("**: ").append(text).append(".\n");
    }
  }
}
