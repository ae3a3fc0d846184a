package groklab.web;

import groklab.lab.criterion.Rise;
import groklab.lab.kind.OfKind;
import groklab.lab.phase.Finding;
import groklab.lab.phase.Search;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.RunSource;
import groklab.lab.trace.Oscillation;
import groklab.web.text.TextTable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A run in plain text, and the same as data.
public final class RunText {
  private RunText() {}

  /// What happened, when, with which numbers, from which spec, and where to see more; ends with a
  /// line break.
  ///
  /// @throws groklab.lab.file.RunFileException if a file is damaged or cannot be read
  public static String of(RunSource source) {
    var run = RunData.read(source);
    var out = new StringBuilder();
    out.append(run.title()).append('\n').append(Words.verdict(run)).append('\n');
    run.verdict().ifPresent(verdict -> out.append(words(run, verdict)));
    run.notices().forEach(notice -> out.append("Note: ").append(notice).append('\n'));
    out.append('\n').append(happenings(run));
    if (!run.metrics().isEmpty()) {
      out.append('\n').append(lastProbe(run));
    }
    run.rises().forEach(rise -> out.append(words(run, rise)));
    EarlyLoss.oscillation(run)
        .ifPresent(seen -> out.append(EarlyLoss.words(run, seen)).append('\n'));
    out.append('\n').append(standard(run)).append("Spec: ").append(shortSpec(run)).append('\n');
    run.summary()
        .ifPresent(summary ->
            out.append(
                "Training and measuring took %s (%s steps/s). Digest %s\n"
                    .formatted(
                        Words.duration(summary.training().seconds()),
                        Words.value(summary.training().stepsPerSecond()),
                        summary.digest())));
    run.provenance()
        .flatMap(Provenance::probes)
        .ifPresent(account -> out.append(ProbeWords.of(run, account)));
    if (source instanceof RunDirectory directory) {
      out.append(
          Files.exists(directory.reportFile())
              ? "Report: %s\n".formatted(directory.reportFile())
              : "There is no report yet; write one with: groklab report %s\n"
                  .formatted(directory.path()));
    }
    return out.toString();
  }

  /// What happened in a run, in one or two sentences: memorised at, generalised at, the delay
  /// between.
  public static String sentence(RunDirectory directory) {
    return Words.verdict(RunData.read(directory));
  }

  /// A sentence for each turn that could not be done when its moment came.
  public static List<String> notTurned(RunDirectory directory) {
    return RunData.read(directory).notTurned();
  }

  /// The same as names and values for JSON: those of `summary.json`, of which an unfinished run has
  /// null for what is not known yet, and `directory`, `finished`, `sentence`, `oscillation` (of the
  /// training loss in its first steps; null = not known) and `report` (null = there is none).
  public static SequencedMap<String, @Nullable Object> data(RunSource source) {
    var run = RunData.read(source);
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("directory", source.path().toString());
    data.put("finished", run.summary().isPresent());
    data.put("sentence", Words.verdict(run));
    data.putAll(numbers(run));
    data.put("phases", run.phases().stream().map(RunText::phase).toList());
    data.put("sightings", run.sightings().stream().map(RunText::sighting).toList());
    data.put("lookedFor", run.searches().stream().map(RunText::search).toList());
    data.put("oscillation", EarlyLoss.oscillation(run).map(RunText::oscillation).orElse(null));
    boolean drawn =
        source instanceof RunDirectory directory && Files.exists(directory.reportFile());
    data.put("report", drawn ? source.path().resolve("report.html").toString() : null);
    return data;
  }

  private static SequencedMap<String, Object> oscillation(Oscillation seen) {
    var data = new LinkedHashMap<String, Object>();
    data.put("steps", Oscillation.STEPS);
    data.put("energy", seen.energy());
    data.put("strongestPeriod", seen.strongestPeriod());
    data.put("activity", seen.activity());
    data.put("mobility", seen.mobility());
    data.put("complexity", seen.complexity());
    return data;
  }

  private static SequencedMap<String, Object> search(Search search) {
    var data = new LinkedHashMap<String, Object>();
    data.put("name", search.kind().label());
    data.put("words", search.words());
    return data;
  }

  /// The names of `summary.json` except the phases and the sightings.
  static SequencedMap<String, @Nullable Object> numbers(RunData run) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("recipe", run.spec().name());
    data.put("seed", run.spec().seed());
    data.put("steps", run.lastStep());
    data.put(
        "seconds",
        run.summary().map(summary -> (Object) summary.training().seconds()).orElse(null));
    data.put(
        "stepsPerSecond",
        run.summary().map(summary -> (Object) summary.training().stepsPerSecond()).orElse(null));
    data.put("memorizedAt", orNull(run.memorised().first()));
    data.put("memorizedAtStable", orNull(run.memorised().stable()));
    data.put("generalizedAt", orNull(run.generalised().first()));
    data.put("generalizedAtStable", orNull(run.generalised().stable()));
    var ratio = run.shownDelay().ratio();
    data.put("delayRatio", ratio.isPresent() ? ratio.getAsDouble() : null);
    data.put("verdict", run.verdict().map(verdict -> (Object) verdict.label()).orElse(null));
    data.put(
        "verdictLiu2022",
        run.verdictLiu2022().map(verdict -> (Object) verdict.label()).orElse(null));
    data.put("criterion", criterion(run));
    data.put("transitions", run.rises().stream().map(RunText::transition).toList());
    data.put("trainLoss", last(run, Probe.TRAIN_LOSS));
    data.put("validationLoss", last(run, Probe.VALIDATION_LOSS));
    data.put("trainAccuracy", last(run, Probe.TRAIN_ACCURACY));
    data.put("validationAccuracy", last(run, Probe.VALIDATION_ACCURACY));
    data.put("digest", run.summary().map(summary -> (Object) summary.digest()).orElse(null));
    return data;
  }

  private static SequencedMap<String, Object> criterion(RunData run) {
    var criterion = run.criterion().criterion();
    var thresholds = new LinkedHashMap<String, Object>();
    thresholds.put(Probe.TRAIN, run.criterion().thresholds().train());
    thresholds.put(Probe.VALIDATION, run.criterion().thresholds().validation());
    var data = new LinkedHashMap<String, Object>();
    data.put("name", criterion.name());
    data.put("direction", criterion.direction().label());
    data.put("stability", criterion.stability());
    data.put("thresholds", thresholds);
    return data;
  }

  private static SequencedMap<String, Object> transition(Rise rise) {
    var data = new LinkedHashMap<String, Object>();
    data.put("fromStep", rise.fromStep());
    data.put("toStep", rise.toStep());
    data.put("fromValue", rise.fromValue());
    data.put("toValue", rise.toValue());
    data.put("stepAt10", rise.stepAt10());
    data.put("stepAt90", rise.stepAt90());
    data.put("width", rise.width());
    return data;
  }

  private static @Nullable Object orNull(OptionalLong step) {
    return step.isPresent() ? step.getAsLong() : null;
  }

  private static @Nullable Object last(RunData run, String measure) {
    return run.lastValue(measure).map(RunText::number).orElse(null);
  }

  /// JSON has no NaN and no infinities; they stand as texts, as in the run's files.
  private static Object number(double value) {
    return Double.isFinite(value) ? (Object) value : Double.toString(value);
  }

  private static SequencedMap<String, @Nullable Object> phase(RunData.PhaseStretch phase) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("name", phase.span().phase().label());
    data.put("step", phase.span().step());
    putBecause(data, phase.span());
    return data;
  }

  private static SequencedMap<String, @Nullable Object> sighting(Sighting sighting) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("name", sighting.kind().label());
    data.put("step", sighting.step());
    data.put("until", orNull(sighting.until()));
    putBecause(data, sighting);
    return data;
  }

  private static void putBecause(SequencedMap<String, @Nullable Object> data, Finding finding) {
    data.put("evidence", finding.evidence());
    data.put("confidence", finding.confidence());
    var values = new LinkedHashMap<String, Object>();
    finding.because().values().forEach((measure, value) -> values.put(measure, number(value)));
    data.put("values", values);
    data.put("unknown", finding.because().unknown());
  }

  /// Phases, sightings and events in the order of their steps; checkpoints are left out, there are
  /// many of them. A phase or a sighting stands at the step at which it began, and events that only
  /// announce one are not repeated.
  private static String happenings(RunData run) {
    record Happening(long step, List<String> cells) {}
    var all = new ArrayList<Happening>();
    for (var phase : run.phases()) {
      var span = phase.span();
      var cells =
          List.of(Words.steps(span.step()), "phase: " + span.phase().label(), Words.evidence(span));
      all.add(new Happening(span.step(), cells));
    }
    for (var sighting : run.sightings()) {
      var cells =
          List.of(
              Words.steps(sighting.step()),
              "seen: " + sighting.kind().label(),
              Words.evidence(sighting) + EventWords.until(sighting));
      all.add(new Happening(sighting.step(), cells));
    }
    for (var search : run.searches()) {
      var cells =
          List.of(
              Words.steps(run.lastStep()),
              "search: " + search.kind().label(),
              Words.sentence(search.words()) + ".");
      all.add(new Happening(run.lastStep(), cells));
    }
    var rows = EventWords.rows(run);
    for (int i = 0; i < rows.size(); i++) {
      var event = run.events().get(i);
      if (!(event instanceof RunEvent.CheckpointWritten
          || event instanceof RunEvent.PhaseBegan
          || event instanceof RunEvent.Sighted)) {
        all.add(new Happening(event.step(), rows.get(i)));
      }
    }
    all.sort(Comparator.comparingLong(Happening::step));
    return TextTable.of(
        List.of("step", "what", "evidence"), all.stream().map(Happening::cells).toList());
  }

  private static String lastProbe(RunData run) {
    var rows = new ArrayList<List<String>>();
    run.sets().forEach(set -> rows.add(row(run, set)));
    var header =
        new ArrayList<>(List.of("at step " + Words.steps(run.metrics().lastStep()), "loss"));
    run.shownCriteria().forEach(by -> header.add(by.noun()));
    return TextTable.of(header, rows);
  }

  private static List<String> row(RunData run, String set) {
    var cells = new ArrayList<>(List.of(set));
    cells.add(run.lastValue(Probe.loss(set)).map(Words::value).orElse("-"));
    run.shownCriteria().forEach(by -> cells.add(run.lastShown(set, by)));
    return cells;
  }

  /// The verdict and that of the paper; ends with a line break.
  private static String words(RunData run, Verdict verdict) {
    if (!run.hasTrainingSet()) {
      return ("Verdict: none, since there is no training set to memorise; of a sample in its place,"
              + " the rule says %s.\n")
          .formatted(verdict.label());
    }
    if (run.spec().sampler().isPresent()) {
      return "Verdict: none, since weights were sampled; of what was visited, the rule says %s.\n"
          .formatted(verdict.label());
    }
    return "Verdict: %s%s%s%s%s.\n"
        .formatted(
            verdict.label(),
            run.divergedAt().isPresent() ? ", and the run diverged" : "",
            run.isRising() ? " so far, and not decided: the record ends on the way up" : "",
            run.branch().isPresent() ? " (the steps before the branch included)" : "",
            run.verdictLiu2022()
                .map(theirs ->
                    "; by the rule of arXiv 2205.10343, a delay of 1,000 steps: " + theirs.label())
                .orElse(""));
  }

  /// A rise in a sentence; ends with a line break.
  private static String words(RunData run, Rise rise) {
    var criterion = run.criterion().criterion();
    return ("Validation %s went from %s to %s between steps %s and %s; the middle four fifths"
            + " %s.\n")
        .formatted(
            criterion.noun(),
            criterion.number(rise.fromValue()),
            criterion.number(rise.toValue()),
            Words.steps(rise.fromStep()),
            Words.steps(rise.toStep()),
            rise.width() == 0
                ? "lie between two probes"
                : "took " + Words.count(rise.width(), "step", "steps"));
  }

  /// By what the run is judged; ends with a line break.
  private static String standard(RunData run) {
    var criterion = run.criterion().criterion();
    var thresholds = run.criterion().thresholds();
    if (!run.hasTrainingSet()) {
      return "Criterion: %s, generalised at %s on examples that are only measured.\n"
          .formatted(criterion.noun(), criterion.number(thresholds.validation()));
    }
    return "Criterion: %s, memorised at %s on the training set, generalised at %s on unseen data.\n"
        .formatted(
            criterion.noun(),
            criterion.number(thresholds.train()),
            criterion.number(thresholds.validation()));
  }

  private static String shortSpec(RunData run) {
    var spec = run.spec();
    var parts = new ArrayList<String>();
    spec.task().row().forEach((key, v) -> parts.add(key.equals("task") ? "" + v : key + " " + v));
    var kinds = new ArrayList<OfKind>();
    kinds.addAll(List.of(spec.model(), spec.training().loss(), spec.optimizer()));
    kinds.addAll(spec.optimizerParts().stages());
    for (OfKind part : kinds) {
      parts.add(part.kind().name());
      part.row().forEach((key, value) -> parts.add(key + " " + value));
    }
    String batch = Objects.requireNonNull(SpecKeys.of(spec).get("training.batch"));
    parts.add("batch " + batch.replace("\"", ""));
    parts.add("steps " + spec.budget().steps());
    return String.join(", ", parts) + " (all of it in spec.toml)";
  }
}
