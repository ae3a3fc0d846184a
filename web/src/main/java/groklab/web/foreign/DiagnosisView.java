package groklab.web.foreign;

import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.monitor.diagnosis.Advice;
import groklab.monitor.diagnosis.DiagnosedRun;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.diagnosis.ForecastWords;
import groklab.monitor.diagnosis.Plateau;
import groklab.monitor.log.Series;
import groklab.monitor.log.StepUnit;
import groklab.web.ReportPage.Table;
import groklab.web.Words;
import io.jstach.jstache.JStache;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What is shown of a diagnosed run, on whichever page: above the charts, in them and below.
///
/// @param name that the reader knows it by
public record DiagnosisView(String name, DiagnosedRun run) {

  /// HTML above the charts: the name, the verdict, the most important numbers.
  public String head() {
    return DiagnosisHeadRenderer.of().execute(headOf());
  }

  /// What the charts draw, as JSON.
  public ObjectNode charts() {
    return DiagnosisCharts.of(run);
  }

  /// HTML below the charts: reasons, advice, what is missing, phases, series.
  public String after() {
    return DiagnosisAfterRenderer.of().execute(afterOf());
  }

  // --- above the charts --------------------------------------------------------------------------

  @JStache(path = "diagnosis-head")
  record DiagnosisHead(
      String name,
      String format,
      String verdict,
      String reading,
      List<String> notices,
      List<Fact> facts,
      Optional<Table> sets) {

    boolean hasNotices() {
      return !notices.isEmpty();
    }
  }

  record Fact(String name, String value) {}

  DiagnosisHead headOf() {
    return new DiagnosisHead(
        name,
        run.log().format(),
        DiagnosisWords.verdict(run, run.first()),
        reading(),
        notices(),
        facts(),
        sets());
  }

  private StepUnit unit() {
    return run.curves().unit();
  }

  private String reading() {
    String where =
        "%s in %s, up to %s %s."
            .formatted(
                Words.count(run.log().points(), "point", "points"),
                Words.count(run.log().series().size(), "series", "series"),
                unit().one(),
                Words.steps(run.lastStep()));
    return run.first().isFromLosses()
        ? where
            + " No accuracy tells, so \"memorised\" and \"generalised\" mean a share of the first"
            + " loss."
        : where;
  }

  private List<String> notices() {
    List<String> notices = new ArrayList<>();
    int superseded = run.superseded();
    if (superseded > 0) {
      notices.add(
          ("The run went on from an earlier step than it had reached: up to %s of a series were"
                  + " logged again and count once.")
              .formatted(Words.count(superseded, "point", "points")));
    }
    run.curves().remarks().stream().map(DiagnosisWords::sentence).forEach(notices::add);
    return notices;
  }

  private List<Fact> facts() {
    Diagnosis first = run.first();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Verdict", first.condition().label()));
    facts.add(new Fact("Confidence", Words.percent(first.confidence())));
    facts.add(new Fact("Memorised at " + unit().one(), memorised(first)));
    if (first.set().isPresent()) {
      facts.add(new Fact("Generalised at " + unit().one(), generalised(first)));
      first.delayRatio().stream()
          .filter(ratio -> ratio > 1)
          .forEach(ratio -> facts.add(new Fact("Times as late", Words.ratio(ratio))));
    }
    facts.add(new Fact("Last " + unit().one(), Words.steps(run.lastStep())));
    return facts;
  }

  /// T_mem, or where the log stops; a dash where nothing of the training set was logged.
  String memorised(Diagnosis diagnosis) {
    boolean isLogged =
        run.curves().trainLoss().isPresent() || run.curves().trainAccuracy().isPresent();
    return isLogged ? Words.stepOrCensored(diagnosis.memorised().first(), run.lastStep()) : "–";
  }

  String generalised(Diagnosis diagnosis) {
    return Words.stepOrCensored(diagnosis.generalised().first(), run.lastStep());
  }

  /// A line for each validation set, where there are several.
  private Optional<Table> sets() {
    if (run.diagnoses().size() < 2) {
      return Optional.empty();
    }
    var header = List.of("validation set", "T_mem", "T_grok", "confidence", "verdict");
    var rows =
        run.diagnoses().stream()
            .map(each ->
                List.of(
                    DiagnosisWords.set(each),
                    memorised(each),
                    generalised(each),
                    Words.percent(each.confidence()),
                    each.condition().label()
                        + (each.isFromLosses() ? ", seen from losses alone" : "")))
            .toList();
    return Optional.of(Table.of(header, rows, Set.of(1, 2, 3)));
  }

  // --- below the charts --------------------------------------------------------------------------

  @JStache(path = "diagnosis-after")
  record DiagnosisAfter(
      List<Reasons> reasons,
      List<Try> advice,
      String advised,
      String cited,
      List<String> missing,
      List<Findings> findings,
      Table series,
      String drawn) {

    boolean hasMissing() {
      return !missing.isEmpty();
    }

    boolean hasAdvice() {
      return !advice.isEmpty();
    }

    boolean hasCited() {
      return !cited.isEmpty();
    }
  }

  /// Why the verdict by a set is what it is; lists that are empty are not shown.
  record Reasons(
      String title,
      List<String> evidence,
      List<String> pro,
      List<String> contra,
      List<String> unknown,
      List<String> forecast) {

    boolean hasForecast() {
      return !forecast.isEmpty();
    }

    boolean hasPro() {
      return !pro.isEmpty();
    }

    boolean hasContra() {
      return !contra.isEmpty();
    }

    boolean hasUnknown() {
      return !unknown.isEmpty();
    }
  }

  record Try(String text, String evidence) {}

  /// What was found by a set.
  record Findings(String title, Optional<Table> phases, Optional<Table> sightings) {}

  DiagnosisAfter afterOf() {
    boolean several = run.diagnoses().size() > 1;
    return new DiagnosisAfter(
        run.diagnoses().stream().map(each -> reasons(each, several)).toList(),
        run.advice().stream().map(each -> new Try(each.text(), each.evidence() + ".")).toList(),
        several ? ", by " + DiagnosisWords.set(run.first()) : "",
        String.join(", groklab explain ", Advice.entries(run.advice())),
        run.missing(),
        run.diagnoses().stream().map(each -> findings(each, several)).toList(),
        series(),
        drawn());
  }

  private Reasons reasons(Diagnosis diagnosis, boolean several) {
    var signs = diagnosis.plateau().map(Plateau::signs).orElse(List.of());
    return new Reasons(
        "What the verdict rests on" + (several ? ", by " + DiagnosisWords.set(diagnosis) : ""),
        diagnosis.evidence().stream().filter(each -> !isSign(each, signs)).toList(),
        signs.stream().filter(Plateau.Sign::isForGrokking).map(Plateau.Sign::sentence).toList(),
        signs.stream().filter(each -> !each.isForGrokking()).map(Plateau.Sign::sentence).toList(),
        unknown(diagnosis),
        ForecastWords.of(diagnosis, unit(), OptionalLong.empty()));
  }

  /// What speaks for or against grokking stands there.
  private static boolean isSign(String sentence, List<Plateau.Sign> signs) {
    return signs.stream().anyMatch(each -> each.sentence().equals(sentence));
  }

  /// Every clause once, and none that is among the reasons.
  private static List<String> unknown(Diagnosis diagnosis) {
    Set<String> clauses = new LinkedHashSet<>();
    Stream.concat(diagnosis.phases().stream(), diagnosis.sightings().stream())
        .forEach(each -> each.because().unknown().forEach(clauses::add));
    return clauses.stream()
        .map(DiagnosisWords::sentence)
        .filter(each -> !diagnosis.evidence().contains(each))
        .toList();
  }

  private Findings findings(Diagnosis diagnosis, boolean several) {
    return new Findings(
        "Phases and their evidence" + (several ? ", by " + DiagnosisWords.set(diagnosis) : ""),
        phases(diagnosis.phases()),
        sightings(diagnosis.sightings()));
  }

  private Optional<Table> phases(List<PhaseSpan> spans) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      PhaseSpan span = spans.get(i);
      long to = i + 1 < spans.size() ? spans.get(i + 1).step() : run.lastStep();
      rows.add(
          List.of(
              span.phase().label(),
              Words.steps(span.step()),
              Words.steps(to),
              Words.percent(span.confidence()),
              DiagnosisWords.sentence(span.evidence())));
    }
    return found("phase", rows);
  }

  private Optional<Table> sightings(List<Sighting> sightings) {
    var rows =
        sightings.stream()
            .map(each ->
                List.of(
                    each.kind().label(),
                    Words.steps(each.step()),
                    each.until().stream().mapToObj(Words::steps).findFirst().orElse(""),
                    Words.percent(each.confidence()),
                    DiagnosisWords.sentence(each.evidence())))
            .toList();
    return found("seen beside the phases", rows);
  }

  private Optional<Table> found(String what, List<List<String>> rows) {
    String one = unit().one();
    var header = List.of(what, "from " + one, "to " + one, "confidence", "evidence");
    return rows.isEmpty() ? Optional.empty() : Optional.of(Table.of(header, rows, Set.of(1, 2, 3)));
  }

  private Table series() {
    var header = List.of("series", "points", "last " + unit().one(), "last value", "taken for");
    var rows =
        run.log().series().stream()
            .map(each ->
                List.of(
                    each.name(),
                    Words.steps(each.size()),
                    Words.steps(each.lastStep()),
                    Words.value(each.last()),
                    use(each)))
            .toList();
    return Table.of(header, rows, Set.of(1, 2, 3));
  }

  private String use(Series series) {
    String use = run.curves().use(series.name()).orElse("not used");
    return series.superseded() == 0
        ? use
        : "%s; %s logged again"
            .formatted(use, Words.count(series.superseded(), "point was", "points were"));
  }

  private String drawn() {
    boolean isThinned =
        run.curves().all().anyMatch(each -> DiagnosisCharts.drawn(each) < each.size());
    return isThinned
        ? ("Of a long series about %s points are drawn, among them the smallest and the largest of"
                + " every stretch.")
            .formatted(Words.steps(DiagnosisCharts.MOST_POINTS))
        : "Every point is drawn.";
  }
}
