package groklab.web;

import static groklab.web.Page.escape;

import groklab.lab.probe.Probe;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.Summary;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The report of one run: `report.html`, one file that opens from disk without any network.
public final class ReportPage {
  private static final int EVENTS_SHOWN = 400;

  private ReportPage() {}

  /// Reads a run directory and writes `report.html` into it.
  ///
  /// @return the file written
  /// @throws groklab.lab.rundir.RunDirectoryException if this is no run directory, a file in it is
  ///     damaged or cannot be read, or the page cannot be written
  public static Path write(Path runDirectory) {
    return write(runDirectory, Optional.empty());
  }

  /// The same, with a replay of stored checkpoints inside.
  ///
  /// @param replay what `replay.js` shows, as JSON
  public static Path write(Path runDirectory, Optional<String> replay) {
    var run = RunDirectory.open(runDirectory);
    run.writeReport(html(RunData.read(run), replay));
    return run.reportFile();
  }

  /// The page of a run without a replay.
  public static String html(RunData run) {
    return html(run, Optional.empty());
  }

  /// The page of a run, in one file.
  public static String html(RunData run, Optional<String> replay) {
    return Page.standingAlone(
        run.title() + " · Groklab", head(run), ChartData.of(run).json(), replay, after(run));
  }

  /// The same page as the dashboard shows it: its scripts are files of the dashboard, and it goes
  /// on by itself.
  ///
  /// @param settings what `live.js` needs to know, as JSON
  public static String live(RunData run, String navigation, String settings) {
    return Page.served(
        run.title() + " · Groklab",
        navigation + "<div id=\"head\">" + head(run) + "</div><div id=\"controls\"></div>",
        Page.charts(ChartData.of(run).json(), Optional.empty()),
        "<div id=\"after\">" + after(run) + "</div>",
        settings,
        List.of("live.js", "landscape.js", "tour.js"));
  }

  /// What the charts draw, as JSON.
  public static String charts(RunData run) {
    return ChartData.of(run).json();
  }

  /// What is drawn around the curves: the two times, the delay, phases and sightings.
  public static ObjectNode around(RunData run) {
    return ChartData.around(run);
  }

  /// HTML below the charts: tables of phases, the spec, where it was run, events.
  public static String after(RunData run) {
    return phases(run) + sightings(run) + spec(run) + provenance(run) + events(run) + footer(run);
  }

  /// HTML above the charts: the name, the verdict, the most important numbers.
  public static String head(RunData run) {
    return "<header>\n<h1>"
        + escape(run.spec().name())
        + " <span class=\"seed\">· seed "
        + run.spec().seed()
        + "</span></h1>\n"
        + "<p class=\"verdict\">"
        + escape(Words.verdict(run))
        + "</p>\n"
        + "<p class=\"reading\">"
        + escape(reading(run))
        + "</p>\n"
        + notices(run.notices())
        + facts(run)
        + "</header>";
  }

  /// One sentence for somebody who sees such curves for the first time.
  private static String reading(RunData run) {
    if (!run.metrics().hasValidation()) {
      return "Only the training data was measured.";
    }
    // the first chart is that of accuracies, or of losses where there are none
    String shown = run.hasAccuracy() ? "accuracy" : "loss";
    String moves = run.hasAccuracy() ? "jump" : "drop";
    String lines =
        ("The dashed line is %s on the data it was trained on, the solid line %s on data it has"
                + " never seen.")
            .formatted(shown, shown);
    return run.delay().steps().orElse(0) > 0
        ? ("Read the first chart from left to right. %s The shaded band between the two %ss is the"
                + " delay.")
            .formatted(lines, moves)
        : "%s Grokking would show as a gap: the dashed line %ss first, the solid one much later."
            .formatted(lines, moves);
  }

  private static String notices(List<String> notices) {
    if (notices.isEmpty()) {
      return "";
    }
    var list = new StringBuilder("<ul class=\"notices\">\n");
    notices.forEach(notice -> list.append("<li>").append(escape(notice)).append("</li>\n"));
    return list.append("</ul>\n").toString();
  }

  private static String facts(RunData run) {
    var out = new StringBuilder("<dl class=\"facts\">\n");
    if (!run.metrics().isEmpty()) {
      fact(
          out,
          "Memorised at step",
          Words.stepOrCensored(run.memorised().first(), run.lastStep()),
          "");
    }
    if (run.metrics().hasValidation()) {
      fact(
          out,
          "Generalised at step",
          Words.stepOrCensored(run.generalised().first(), run.lastStep()),
          "");
      var ratio = run.delay().ratio().stream().mapToObj(r -> "×" + Words.ratio(r)).findFirst();
      run.delay()
          .steps()
          .ifPresent(delay -> fact(out, "Delay in steps", Words.steps(delay), ratio.orElse("")));
      String noun = run.criterion().criterion().noun();
      fact(out, "Final " + noun + ", unseen data", run.lastShown(Probe.VALIDATION), "");
    }
    run.summary()
        .ifPresent(summary -> {
          String speed = Words.steps(Math.round(summary.training().stepsPerSecond())) + " steps/s";
          fact(out, "Training time", Words.duration(summary.training().seconds()), speed);
          String theirs =
              run.verdictLiu2022().map(verdict -> "liu2022: " + verdict.label()).orElse("");
          run.verdict().ifPresent(verdict -> fact(out, "Verdict", verdict.label(), theirs));
        });
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
      var span = phase.span();
      rows.add(
          List.of(
              span.phase().label(),
              Words.steps(span.step()),
              Words.steps(phase.to()),
              Words.percent(span.confidence()),
              EventWords.evidence(span)));
    }
    return "<h2>Phases and their evidence</h2>\n"
        + table(
            List.of("phase", "from step", "to step", "confidence", "evidence"),
            rows,
            List.of(1, 2, 3));
  }

  private static String sightings(RunData run) {
    if (run.sightings().isEmpty()) {
      return "";
    }
    var rows = new ArrayList<List<String>>();
    for (var sighting : run.sightings()) {
      rows.add(
          List.of(
              sighting.kind().label(),
              Words.steps(sighting.step()),
              sighting.until().stream().mapToObj(Words::steps).findFirst().orElse(""),
              Words.percent(sighting.confidence()),
              EventWords.evidence(sighting)));
    }
    return "<h2>Seen beside the phases</h2>\n"
        + table(
            List.of("what", "from step", "to step", "confidence", "evidence"),
            rows,
            List.of(1, 2, 3));
  }

  private static String spec(RunData run) {
    var sections = new LinkedHashMap<String, Map<String, String>>();
    SpecKeys.of(run.spec())
        .forEach((path, value) -> {
          int dot = path.lastIndexOf('.');
          sections
              .computeIfAbsent(dot < 0 ? "" : path.substring(0, dot), any -> new LinkedHashMap<>())
              .put(path.substring(dot + 1), value);
        });
    var out = new StringBuilder("<h2>Spec</h2>\n<div class=\"spec\">\n");
    sections.forEach((section, keys) ->
        out.append("<section>")
            .append(section.isEmpty() ? "" : "<h3>[" + escape(section) + "]</h3>")
            .append(keyValues(keys))
            .append("</section>\n"));
    return out.append("</div>\n").toString();
  }

  private static String provenance(RunData run) {
    return run.provenance()
        .map(from ->
            "<h2>Where it was run</h2>\n<div class=\"table-box\">"
                + keyValues(places(from))
                + "</div>\n")
        .orElse("");
  }

  private static Map<String, String> places(Provenance from) {
    var places = new LinkedHashMap<String, String>();
    String commit = from.gitCommit().map(" (commit %s)"::formatted).orElse("");
    places.put("Groklab", from.groklab() + commit);
    places.put("Java", from.jdk());
    places.put("system", from.os() + ", " + from.architecture());
    String cpu = from.cpu().map(", %s"::formatted).orElse("");
    places.put("processor", Words.count(from.processors(), "processor", "processors") + cpu);
    places.put(
        "kernels", from.kernels() + " on " + Words.count(from.threads(), "thread", "threads"));
    places.put("started", time(from.startedAt()));
    if (!from.resumedAt().isEmpty()) {
      places.put(
          "resumed", String.join(", ", from.resumedAt().stream().map(ReportPage::time).toList()));
    }
    from.endedAt().ifPresent(end -> places.put("ended", time(end)));
    places.put("SHA-256 of the spec", from.specSha256());
    return places;
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
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
        rows.add(EventWords.row(events.get(i)));
      }
    }
    String left =
        omitted == 0
            ? ""
            : "<p class=\"reading\">The first and the last "
                + EVENTS_SHOWN / 2
                + "; "
                + Words.steps(omitted)
                + " between them are in events.jsonl.</p>\n";
    return "<details class=\"section\"><summary>Events ("
        + Words.steps(events.size())
        + ")</summary>\n"
        + left
        + table(List.of("step", "event", "details"), rows, List.of(0))
        + "</details>\n";
  }

  private static String footer(RunData run) {
    int drawn = ChartData.probesDrawn(run);
    int all = run.metrics().size();
    String thinned =
        drawn == all
            ? Words.count(all, "probe", "probes") + ", all drawn."
            : "%s; %s are drawn, among them the smallest and the largest value of every stretch."
                .formatted(Words.count(all, "probe", "probes"), Words.steps(drawn));
    String digest = run.summary().map(Summary::digest).orElse("");
    return "<footer>\n<p>"
        + thinned
        + " Values on this page are rounded; metrics.jsonl holds them exactly.</p>\n"
        + (digest.isEmpty()
            ? ""
            : "<p>Digest of weights and metrics: <code>" + escape(digest) + "</code></p>\n")
        + "<p>Made by Groklab. This page needs no network and sends nothing.</p>\n</footer>";
  }

  private static String keyValues(Map<String, String> entries) {
    var out = new StringBuilder("<table><tbody>\n");
    entries.forEach((key, value) ->
        out.append("<tr><th scope=\"row\">")
            .append(escape(key))
            .append("</th><td class=\"code\">")
            .append(escape(value))
            .append("</td></tr>\n"));
    return out.append("</tbody></table>").toString();
  }

  /// @param numbers columns that hold numbers, set flush right
  private static String table(List<String> header, List<List<String>> rows, List<Integer> numbers) {
    var out = new StringBuilder("<div class=\"table-box\"><table><thead><tr>");
    for (int i = 0; i < header.size(); i++) {
      out.append(numbers.contains(i) ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
          .append(escape(header.get(i)))
          .append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (var row : rows) {
      out.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        out.append(numbers.contains(i) ? "<td class=\"number\">" : "<td>")
            .append(escape(row.get(i)))
            .append("</td>");
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n").toString();
  }
}
