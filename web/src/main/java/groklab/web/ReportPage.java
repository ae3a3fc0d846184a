package groklab.web;

import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.Direction;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.Summary;
import io.jstach.jstache.JStache;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// The report of one run: `report.html`, one file that opens from disk without any network.
public final class ReportPage {
  private static final int EVENTS_SHOWN = 400;

  private ReportPage() {}

  /// Reads a run directory and writes `report.html` into it.
  ///
  /// @param replay what `replay.js` shows of stored checkpoints, as JSON
  /// @return the file written
  /// @throws groklab.lab.file.RunFileException if this is no run directory, a file in it is
  ///     damaged or cannot be read, or the page cannot be written
  public static Path write(Path runDirectory, Optional<String> replay) {
    var run = RunDirectory.open(runDirectory);
    run.writeReport(html(RunData.read(run), replay));
    return run.reportFile();
  }

  /// The page of a run, in one file.
  public static String html(RunData run, Optional<String> replay) {
    return HtmlPage.standingAlone(title(run), page(run, replay.map(HtmlPage::scriptSafe)));
  }

  /// The same page as the dashboard shows it: its scripts are files of the dashboard, and it goes
  /// on by itself.
  ///
  /// @param settings what `live.js` needs to know, as JSON
  public static String live(RunData run, String settings) {
    return HtmlPage.served(title(run), page(run, Optional.empty()), settings);
  }

  private static String title(RunData run) {
    return run.title() + " · Groklab";
  }

  private static HtmlPage.Run page(RunData run, Optional<String> replay) {
    var charts = new HtmlPage.Charts(ChartData.of(run).json(), replay);
    return new HtmlPage.Run(headOf(run), charts, afterOf(run));
  }

  /// What the charts draw, as JSON.
  public static String charts(RunData run) {
    return ChartData.of(run).json();
  }

  /// What is drawn around the curves: the two times, the delay, phases and sightings.
  public static ObjectNode around(RunData run) {
    return ChartData.around(run);
  }

  /// HTML above the charts: the name, the verdict, the most important numbers.
  public static String head(RunData run) {
    return HeadRenderer.of().execute(headOf(run));
  }

  /// HTML below the charts: tables of phases, the spec, where it was run, events.
  public static String after(RunData run) {
    return AfterRenderer.of().execute(afterOf(run));
  }

  // --- above the charts --------------------------------------------------------------------------

  @JStache(path = "head")
  record Head(
      String name,
      long seed,
      String verdict,
      String reading,
      List<String> notices,
      List<Fact> facts) {

    boolean hasNotices() {
      return !notices.isEmpty();
    }
  }

  record Fact(String name, String value, Optional<String> remark) {
    Fact(String name, String value) {
      this(name, value, Optional.empty());
    }
  }

  private static Head headOf(RunData run) {
    return new Head(
        run.spec().name(),
        run.spec().seed(),
        Words.verdict(run),
        reading(run),
        run.notices(),
        facts(run));
  }

  /// One sentence for somebody who sees such curves for the first time.
  private static String reading(RunData run) {
    if (!run.metrics().hasValidation()) {
      return "Only the training data was measured.";
    }
    if (!run.hasTrainingSet()) {
      return "Train is a sample like the examples that every step draws anew, validation another.";
    }
    // the first chart is that of what the run is judged by
    String shown = run.criterion().criterion().noun();
    String moves = run.criterion().criterion().direction() == Direction.UP ? "jump" : "drop";
    String lines =
        ("The dashed line is %s on training data, the solid line %s on data it has"
                + " never seen.")
            .formatted(shown, shown);
    String band =
        run.branch().isPresent()
            ? "The shaded band begins at the branch, or where the dashed line %ss, if that is"
                + " later."
            : "The shaded band between the two %ss is the delay.";
    return run.shownDelay().steps().orElse(0) > 0
        ? "Read the first chart from left to right. %s %s".formatted(lines, band.formatted(moves))
        : "%s Grokking would show as a gap: the dashed line %ss first, the solid one much later."
            .formatted(lines, moves);
  }

  private static List<Fact> facts(RunData run) {
    var facts = new ArrayList<Fact>();
    if (!run.metrics().isEmpty() && run.hasTrainingSet()) {
      facts.add(new Fact("Memorised at step", time(run, run.memorised())));
    }
    if (run.metrics().hasValidation()) {
      facts.add(new Fact("Generalised at step", time(run, run.generalised())));
      var ratio = run.shownDelay().ratio().stream().mapToObj(r -> "×" + Words.ratio(r)).findFirst();
      run.shownDelay()
          .steps()
          .ifPresent(delay -> facts.add(new Fact(delayName(run), Words.steps(delay), ratio)));
      String noun = run.criterion().criterion().noun();
      String last = run.summary().isPresent() ? "Final " : "Last ";
      facts.add(new Fact(last + noun + ", unseen data", run.lastShown(Probe.VALIDATION)));
    }
    run.summary()
        .ifPresent(summary -> {
          String speed = Words.steps(Math.round(summary.training().stepsPerSecond())) + " steps/s";
          String duration = Words.duration(summary.training().seconds());
          facts.add(new Fact("Training time", duration, Optional.of(speed)));
          var theirs =
              run.branch().isPresent()
                  ? Optional.of("steps before the branch included")
                  : run.verdictLiu2022().map(verdict -> "liu2022: " + verdict.label());
          run.shownVerdict()
              .ifPresent(verdict ->
                  facts.add(
                      new Fact("Verdict", verdict, theirs.filter(_ -> run.hasTrainingSet()))));
        });
    return facts;
  }

  /// A branch reckons from where it began, if that is later than memorising.
  private static String delayName(RunData run) {
    long from = run.branch().map(branch -> branch.from().step()).orElse(-1L);
    return run.shownMemorised().orElse(0) < from ? "Steps from the branch" : "Delay in steps";
  }

  private static String time(RunData run, Crossing crossing) {
    return Words.stepOrCensored(crossing.first(), run.lastStep());
  }

  // --- below the charts --------------------------------------------------------------------------

  @JStache(path = "after")
  record After(
      Optional<EarlyLoss> early,
      Optional<Table> phases,
      Optional<Table> sightings,
      Optional<Table> searches,
      List<Entries> spec,
      Optional<Entries> provenance,
      Optional<Events> events,
      String drawn,
      Optional<String> digest) {}

  /// A table of texts.
  public record Table(List<Cell> header, List<Row> rows) {

    /// @param numbers columns that hold numbers, set flush right
    public static Table of(List<String> header, List<List<String>> rows, Set<Integer> numbers) {
      return new Table(
          cells(header, numbers), rows.stream().map(row -> new Row(cells(row, numbers))).toList());
    }

    private static List<Cell> cells(List<String> texts, Set<Integer> numbers) {
      return IntStream.range(0, texts.size())
          .mapToObj(i -> new Cell(texts.get(i), numbers.contains(i)))
          .toList();
    }
  }

  /// A line of a table.
  public record Row(List<Cell> cells) {}

  /// A field of a table.
  public record Cell(String text, boolean isNumber) {}

  /// Keys and values under a title.
  record Entries(Optional<String> title, List<Entry> entries) {
    static Entries of(Optional<String> title, Map<String, String> entries) {
      return new Entries(
          title,
          entries.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue())).toList());
    }
  }

  record Entry(String key, String value) {}

  /// @param omitted says which events are not shown
  record Events(String count, Optional<String> omitted, Table shown) {}

  private static After afterOf(RunData run) {
    return new After(
        EarlyLoss.of(run),
        phases(run),
        sightings(run),
        searches(run),
        spec(run),
        run.provenance().map(from -> Entries.of(Optional.empty(), places(from))),
        events(run),
        drawn(run),
        run.summary().map(Summary::digest).filter(digest -> !digest.isEmpty()));
  }

  private static Optional<Table> phases(RunData run) {
    var rows =
        run.phases().stream()
            .map(phase -> {
              var span = phase.span();
              return List.of(
                  span.phase().label(),
                  Words.steps(span.step()),
                  Words.steps(phase.to()),
                  Words.percent(span.confidence()),
                  Words.evidence(span));
            })
            .toList();
    return findings("phase", rows);
  }

  private static Optional<Table> searches(RunData run) {
    var rows =
        run.searches().stream()
            .map(search -> List.of(search.kind().label(), Words.sentence(search.words()) + "."))
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(Table.of(List.of("what", "where and how well"), rows, Set.of()));
  }

  private static Optional<Table> sightings(RunData run) {
    var rows =
        run.sightings().stream()
            .map(sighting ->
                List.of(
                    sighting.kind().label(),
                    Words.steps(sighting.step()),
                    sighting.until().stream().mapToObj(Words::steps).findFirst().orElse(""),
                    Words.percent(sighting.confidence()),
                    Words.evidence(sighting)))
            .toList();
    return findings("what", rows);
  }

  private static Optional<Table> findings(String what, List<List<String>> rows) {
    var header = List.of(what, "from step", "to step", "confidence", "evidence");
    return rows.isEmpty() ? Optional.empty() : Optional.of(Table.of(header, rows, Set.of(1, 2, 3)));
  }

  private static List<Entries> spec(RunData run) {
    var sections = new LinkedHashMap<String, Map<String, String>>();
    SpecKeys.of(run.spec())
        .forEach((path, value) -> {
          int dot = path.lastIndexOf('.');
          sections
              .computeIfAbsent(dot < 0 ? "" : path.substring(0, dot), any -> new LinkedHashMap<>())
              .put(path.substring(dot + 1), value);
        });
    return sections.entrySet().stream()
        .map(section -> {
          var title = Optional.of(section.getKey()).filter(name -> !name.isEmpty());
          return Entries.of(title, section.getValue());
        })
        .toList();
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

  private static Optional<Events> events(RunData run) {
    var events = EventWords.rows(run);
    if (events.isEmpty()) {
      return Optional.empty();
    }
    int half = EVENTS_SHOWN / 2;
    int omitted = Math.max(0, events.size() - EVENTS_SHOWN);
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < events.size(); i++) {
      if (omitted == 0 || i < half || i >= events.size() - half) {
        rows.add(events.get(i));
      }
    }
    var remark =
        "The first and the last %d; %s between them are in events.jsonl."
            .formatted(half, Words.steps(omitted));
    return Optional.of(
        new Events(
            Words.steps(events.size()),
            omitted == 0 ? Optional.empty() : Optional.of(remark),
            Table.of(List.of("step", "event", "details"), rows, Set.of(0))));
  }

  private static String drawn(RunData run) {
    int drawn = ChartData.probesDrawn(run);
    int all = run.metrics().size();
    if (run.metrics().oneIn() > 1) {
      return "One probe in %d was read, there are too many; %s are drawn."
          .formatted(run.metrics().oneIn(), Words.steps(drawn));
    }
    return drawn == all
        ? Words.count(all, "probe", "probes") + ", all drawn."
        : "%s; %s are drawn, among them the smallest and the largest value of every stretch."
            .formatted(Words.count(all, "probe", "probes"), Words.steps(drawn));
  }
}
