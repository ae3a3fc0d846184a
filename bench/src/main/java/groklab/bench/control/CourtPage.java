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
              + " seconds, tuned | generalised | harmed |"
              + " over %1$s as published | over %1$s tuned |".formatted(spec.control().name())
              + " in steps alone | chosen |\n");
      page.append("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
      table.rows().stream()
          .filter(row -> row.family().equals(family))
          .forEach(row ->
              page.append(
                  line(spec, row, Objects.requireNonNull(controlMillis.get(family.name())))));
    }
    return page.toString();
  }

  private static String totals(CourtSpec spec, CourtTable table) {
    int runs = spec.families().size() * spec.seeds().size();
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "| method | source | over %s tuned, all families | in steps alone | generalised |"
                    + " harmed | twice as soon in | more than a tenth slower in |\n"
                    + "|---|---|---|---|---|---|---|---|\n",
                spec.control().name()));
    for (Total each : table.totals()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %d of %d | %d | %d of %d | %d of %d |\n",
              each.method().name(),
              each.method().source(),
              words(each.overTuned()),
              words(each.inSteps()),
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

  private static String line(CourtSpec spec, Row row, double controlMillis) {
    double secondsPerStep = row.stepCost() * controlMillis / 1000;
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %s | %s | %s | %s | %d of %d | %d | %s | %s | %s | %s |\n",
        row.method().name(),
        row.stepCost(),
        words(row.published()),
        words(row.tuned()),
        words(row.memorised()),
        row.tuned()
            .map(each ->
                String.format(
                    Locale.ROOT,
                    "%s%.2g",
                    each.censored() ? "> " : "",
                    each.steps() * secondsPerStep))
            .orElse("failed"),
        row.reached(),
        spec.seeds().size(),
        row.harmed(),
        words(row.overPublished()),
        words(row.overTuned()),
        words(row.inSteps()),
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
