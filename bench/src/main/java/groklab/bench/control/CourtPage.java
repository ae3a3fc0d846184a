package groklab.bench.control;

import groklab.study.court.CourtSpec;
import groklab.study.court.CourtTable;
import groklab.study.court.CourtTable.Row;
import groklab.study.court.CourtTable.Total;
import groklab.study.court.SpeedUp;
import groklab.study.diagram.MedianTime;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a court has found, as Markdown.
final class CourtPage {
  private CourtPage() {}

  /// @param controlMillis milliseconds of a step of the control, by family
  static String of(CourtSpec spec, CourtTable table, Map<String, Double> controlMillis) {
    var page = new StringBuilder();
    page.append(totals(spec, table));
    for (CourtSpec.Family family : spec.families()) {
      page.append(
          String.format(
              Locale.ROOT,
              "\n## %s\n\n`%s`%s; a step of %s takes %.3f ms.\n\n",
              family.name(),
              family.base(),
              family.set().isEmpty() ? "" : " with `" + String.join("`, `", family.set()) + "`",
              spec.control().name(),
              Objects.requireNonNull(controlMillis.get(family.name()))));
      page.append(
          "| method | a step costs | T_grok, keys as published | T_grok, tuned | T_mem, tuned |"
              + " generalised | harmed | over %s as published | over %s tuned | chosen |\n"
                  .formatted(spec.control().name(), spec.control().name()));
      page.append("|---|---|---|---|---|---|---|---|---|---|\n");
      table.rows().stream()
          .filter(row -> row.family().equals(family))
          .forEach(row -> page.append(line(spec, row)));
    }
    return page.toString();
  }

  private static String totals(CourtSpec spec, CourtTable table) {
    int runs = spec.families().size() * spec.seeds().size();
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "| method | source | over %s tuned, all families | generalised | harmed | twice as"
                    + " soon in | more than a tenth slower in |\n|---|---|---|---|---|---|---|\n",
                spec.control().name()));
    for (Total each : table.totals()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %d of %d | %d | %d of %d | %d of %d |\n",
              each.method().name(),
              each.method().source(),
              words(each.overTuned()),
              each.reached(),
              runs,
              each.harmed(),
              each.halved(),
              spec.families().size(),
              each.slower(),
              spec.families().size()));
    }
    return text.toString();
  }

  private static String line(CourtSpec spec, Row row) {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %s | %s | %s | %d of %d | %d | %s | %s | %s |\n",
        row.method().name(),
        row.stepCost(),
        words(row.published()),
        words(row.tuned()),
        words(row.memorised()),
        row.reached(),
        spec.seeds().size(),
        row.harmed(),
        words(row.overPublished()),
        words(row.overTuned()),
        row.settings());
  }

  private static String words(Optional<MedianTime> time) {
    return time.map(each ->
            String.format(
                Locale.ROOT, "%s%,d", each.censored() ? "> " : "", Math.round(each.steps())))
        .orElse("failed");
  }

  /// A bound where runs of one side had not come to it; nothing where those of both had not.
  private static String words(SpeedUp times) {
    String bound =
        times.atLeast() && times.atMost()
            ? "(bounds on both sides) "
            : times.atLeast() ? "≥ " : times.atMost() ? "≤ " : "";
    return String.format(
        Locale.ROOT, "%s%.2f (%.2f to %.2f)", bound, times.mean(), times.low(), times.high());
  }
}
