package groklab.web;

import static groklab.web.Page.escape;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The report of one run: `report.html`, one file that opens from disk without any network.
public final class ReportPage {
  private static final int EVENTS_SHOWN = 400;

  private ReportPage() {}

  /// Reads a run directory and writes `report.html` into it.
  ///
  /// @return the file written
  /// @throws IllegalArgumentException if the directory is no run directory or a file in it cannot be understood
  /// @throws IOException if a file cannot be read or the page cannot be written
  public static Path write(Path runDirectory) throws IOException {
    Path target = runDirectory.resolve("report.html");
    Page.write(target, html(RunData.read(runDirectory)));
    return target;
  }

  /// The page of a run.
  public static String html(RunData run) throws IOException {
    String after = phases(run) + spec(run) + provenance(run) + events(run) + footer(run);
    return Page.html(run.title() + " · Groklab", head(run), ChartData.of(run), after);
  }

  private static String head(RunData run) {
    String seed = run.seed().isEmpty() ? "" : " <span class=\"seed\">· seed " + escape(run.seed()) + "</span>";
    return "<header>\n<h1>" + escape(run.name()) + seed + "</h1>\n"
        + "<p class=\"verdict\">" + escape(Words.verdict(run)) + "</p>\n"
        + "<p class=\"reading\">" + escape(reading(run)) + "</p>\n"
        + notices(run.notices())
        + facts(run)
        + "</header>";
  }

  /// One sentence for somebody who sees such curves for the first time.
  private static String reading(RunData run) {
    var milestones = run.milestones();
    if (!run.metrics().hasValidation()) {
      return "Only the training data was measured.";
    }
    if (milestones.delay().orElse(0) > 0) {
      return "Read the first chart from left to right: the dashed line is accuracy on the data it was trained on, the"
          + " solid line accuracy on data it has never seen. The shaded band between the two jumps is the delay.";
    }
    return "The dashed line is accuracy on the data it was trained on, the solid line accuracy on data it has never"
        + " seen. Grokking would show as a gap: the dashed line jumps first, the solid one much later.";
  }

  static String notices(List<String> notices) {
    if (notices.isEmpty()) {
      return "";
    }
    var list = new StringBuilder("<ul class=\"notices\">\n");
    notices.forEach(notice -> list.append("<li>").append(escape(notice)).append("</li>\n"));
    return list.append("</ul>\n").toString();
  }

  private static String facts(RunData run) {
    var milestones = run.milestones();
    var out = new StringBuilder("<dl class=\"facts\">\n");
    boolean measured = !run.metrics().isEmpty();
    if (measured) {
      fact(out, "Memorised at step", Words.stepOrCensored(milestones.memorised(), run.lastStep()), "");
    }
    if (measured && run.metrics().hasValidation()) {
      fact(out, "Generalised at step", Words.stepOrCensored(milestones.generalised(), run.lastStep()), "");
      milestones.delay().ifPresent(delay -> fact(out, "Delay in steps", Words.steps(delay),
          milestones.delayRatio().stream().mapToObj(ratio -> "×" + Words.ratio(ratio)).findFirst().orElse("")));
      run.metrics().column("validation.accuracy").flatMap(Metrics.Column::last)
          .ifPresent(share -> fact(out, "Final accuracy, unseen data", Words.percent(share), ""));
    }
    String seconds = run.facts().get("seconds");
    if (seconds != null) {
      String speed = run.facts().get("stepsPerSecond");
      fact(out, "Training time", Words.duration(Double.parseDouble(seconds)),
          speed == null ? "" : Words.steps(Math.round(Double.parseDouble(speed))) + " steps/s");
    }
    milestones.verdict().ifPresent(verdict -> fact(out, "Verdict", verdict, ""));
    return out.append("</dl>\n").toString();
  }

  private static void fact(StringBuilder out, String name, String value, String remark) {
    out.append("<div><dt>").append(escape(name)).append("</dt><dd>").append(escape(value));
    if (!remark.isEmpty()) {
      out.append(" <small>").append(escape(remark)).append("</small>");
    }
    out.append("</dd></div>\n");
  }

  private static String phases(RunData run) {
    if (run.phases().isEmpty()) {
      return "";
    }
    var rows = new ArrayList<List<String>>();
    for (var phase : run.phases()) {
      rows.add(List.of(phase.name(), Words.steps(phase.from()), Words.steps(phase.to()),
          phase.confidence().isPresent() ? Words.percent(phase.confidence().getAsDouble()) : "", phase.evidence()));
    }
    return "<h2>Phases and their evidence</h2>\n"
        + table(List.of("phase", "from step", "to step", "confidence", "evidence"), rows, List.of(1, 2, 3));
  }

  private static String spec(RunData run) {
    var sections = new LinkedHashMap<String, Map<String, String>>();
    run.spec().forEach((path, value) -> {
      int dot = path.lastIndexOf('.');
      sections.computeIfAbsent(dot < 0 ? "" : path.substring(0, dot), any -> new LinkedHashMap<>())
          .put(path.substring(dot + 1), value);
    });
    var out = new StringBuilder("<h2>Spec</h2>\n<div class=\"spec\">\n");
    sections.forEach((section, keys) -> out.append("<section>")
        .append(section.isEmpty() ? "" : "<h3>[" + escape(section) + "]</h3>").append(keyValues(keys))
        .append("</section>\n"));
    return out.append("</div>\n").toString();
  }

  private static String provenance(RunData run) {
    return run.provenance().isEmpty() ? ""
        : "<h2>Where it was run</h2>\n<div class=\"table-box\">" + keyValues(run.provenance()) + "</div>\n";
  }

  private static String events(RunData run) {
    if (run.events().isEmpty()) {
      return "";
    }
    var events = run.events();
    var rows = new ArrayList<List<String>>();
    int omitted = Math.max(0, events.size() - EVENTS_SHOWN);
    for (int i = 0; i < events.size(); i++) {
      if (omitted == 0 || i < EVENTS_SHOWN / 2 || i >= events.size() - EVENTS_SHOWN / 2) {
        rows.add(List.of(Words.steps(events.get(i).step()), events.get(i).type(), events.get(i).details()));
      }
    }
    String left = omitted == 0 ? ""
        : "<p class=\"reading\">The first and the last " + EVENTS_SHOWN / 2 + "; " + Words.steps(omitted)
            + " between them are in events.jsonl.</p>\n";
    return "<details class=\"section\"><summary>Events (" + Words.steps(events.size()) + ")</summary>\n" + left
        + table(List.of("step", "event", "details"), rows, List.of(0)) + "</details>\n";
  }

  private static String footer(RunData run) {
    int drawn = ChartData.probesDrawn(run);
    int all = run.metrics().size();
    String thinned = drawn == all ? Words.count(all, "probe", "probes") + ", all drawn."
        : "%s; %s are drawn, among them the smallest and the largest value of every stretch.".formatted(
            Words.count(all, "probe", "probes"), Words.steps(drawn));
    String digest = run.facts().getOrDefault("digest", "");
    return "<footer>\n<p>" + thinned + " Values on this page are rounded; metrics.jsonl holds them exactly.</p>\n"
        + (digest.isEmpty() ? "" : "<p>Digest of weights and metrics: <code>" + escape(digest) + "</code></p>\n")
        + "<p>Made by Groklab. This page needs no network and sends nothing.</p>\n</footer>";
  }

  private static String keyValues(Map<String, String> entries) {
    var out = new StringBuilder("<table><tbody>\n");
    entries.forEach((key, value) -> out.append("<tr><th scope=\"row\">").append(escape(key))
        .append("</th><td class=\"code\">").append(escape(value)).append("</td></tr>\n"));
    return out.append("</tbody></table>").toString();
  }

  /// @param numbers columns that hold numbers, set flush right
  static String table(List<String> header, List<List<String>> rows, List<Integer> numbers) {
    var out = new StringBuilder("<div class=\"table-box\"><table><thead><tr>");
    for (int i = 0; i < header.size(); i++) {
      out.append(numbers.contains(i) ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
          .append(escape(header.get(i))).append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (var row : rows) {
      out.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        out.append(numbers.contains(i) ? "<td class=\"number\">" : "<td>").append(escape(row.get(i))).append("</td>");
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n").toString();
  }
}
