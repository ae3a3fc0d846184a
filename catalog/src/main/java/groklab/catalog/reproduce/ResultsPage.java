package groklab.catalog.reproduce;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.Judgement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `docs/REPRODUCTIONS.md`: the claims of all entries and what was recorded of them, as Markdown.
public final class ResultsPage {
  private ResultsPage() {}

  /// @param results in the order in which they were recorded
  /// @param figures of entries that have one: id to its place, seen from the page
  public static String of(List<Entry> entries, List<Result> results, Map<String, String> figures) {
    var page = new StringBuilder();
    page.append(
        """
        # Does it hold? Claims of the literature, run here

        Made by `./groklab reproduce --out docs/reproductions --page docs/REPRODUCTIONS.md` from
        what was recorded there; every number comes from a run or a calculation that `./groklab
        reproduce ID` repeats. Bands stood in a commit before the first run of their claim.

        """);
    page.append(summary(entries, results)).append('\n');
    entries.forEach(
        entry -> append(page, entry, results, Optional.ofNullable(figures.get(entry.id()))));
    return page.toString();
  }

  private static String summary(List<Entry> entries, List<Result> results) {
    var table = new StringBuilder("| system | claims |");
    var line = new StringBuilder("|---|---|");
    for (Judgement each : Judgement.values()) {
      table.append(' ').append(each.label()).append(" |");
      line.append("---|");
    }
    table.append(" not run |\n").append(line).append("---|\n");
    for (Entry entry : entries) {
      Map<Judgement, Long> counts =
          entry.claims().stream()
              .map(claim -> last(entry, claim, results))
              .flatMap(Optional::stream)
              .collect(
                  Collectors.groupingBy(
                      Result::judgement,
                      () -> new EnumMap<>(Judgement.class),
                      Collectors.counting()));
      table.append("| [%s](#%s) | %d |".formatted(entry.id(), entry.id(), entry.claims().size()));
      long judged = 0;
      for (Judgement each : Judgement.values()) {
        long count = counts.getOrDefault(each, 0L);
        judged += count;
        table.append(" %d |".formatted(count));
      }
      table.append(" %d |\n".formatted(entry.claims().size() - judged));
    }
    return table.toString();
  }

  private static Optional<Result> last(Entry entry, Claim claim, List<Result> results) {
    return results.reversed().stream()
        .filter(result -> result.entry().equals(entry.id()) && result.claim().equals(claim.id()))
        .findFirst();
  }

  private static void append(
      StringBuilder page, Entry entry, List<Result> results, Optional<String> figure) {
    page.append(
        "\n## %s\n\n%s. %s.\n\n".formatted(entry.id(), capital(entry.title()), entry.source()));
    page.append("| claim | expected | seen | |\n|---|---|---|---|\n");
    for (Claim claim : entry.claims()) {
      Optional<Result> result = last(entry, claim, results);
      String smaller = claim.smaller().isEmpty() ? "" : " Smaller here: " + claim.smaller();
      page.append(
          "| **%s**: %s *%s.*%s | %s | %s | %s |\n"
              .formatted(
                  claim.id(),
                  cell(claim.text()),
                  cell(claim.source()),
                  cell(smaller),
                  cell(claim.check().expected()),
                  result.map(each -> cell(each.seen())).orElse(""),
                  result.map(ResultsPage::verdict).orElse("not run")));
    }
    figure.ifPresent(
        place -> page.append("\n![The runs of %s](%s)\n".formatted(entry.id(), place)));
    entry.remarks().forEach(remark -> page.append('\n').append(remark).append('\n'));
    if (!entry.mutants().isEmpty()) {
      page.append(
          "\n"
              + "Mutants (`--mutants`; not recorded here), after which these should no longer"
              + " hold:\n\n");
      for (Mutant mutant : entry.mutants()) {
        page.append("- %s: %s\n".formatted(mutant.what(), String.join(", ", mutant.flips())));
      }
    }
    if (!entry.omissions().isEmpty()) {
      page.append("\nNot a claim here:\n\n");
      for (Omission omission : entry.omissions()) {
        page.append("- %s: %s.\n".formatted(omission.statement(), omission.reason()));
      }
    }
  }

  private static String verdict(Result result) {
    String runs =
        result.runs() == 0
            ? "computed"
            : "%d run%s, %.0f s"
                .formatted(result.runs(), result.runs() == 1 ? "" : "s", result.seconds());
    String commit = result.commit().substring(0, Math.min(8, result.commit().length()));
    return "**%s** (%s, %s, %s)".formatted(result.judgement().label(), runs, result.date(), commit);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
