package groklab.web;

import groklab.lab.criterion.Criterion;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunSource;
import groklab.lab.rundir.Summary;
import groklab.web.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs side by side, as text and as data: one column per run, what came out above, what was
/// different in their specs below. An event that a run did not reach is censored at its last probe
/// and stands as `> 10,000`.
public final class ComparisonTable {
  private static final int DIGEST_SHOWN = 12;

  /// What a run that samples records of its histogram.
  private static final String FLATNESS = "sampling.flatness";

  private ComparisonTable() {}

  /// The table as text; ends with a line break.
  ///
  /// @throws IllegalArgumentException if there are fewer than two runs
  /// @throws groklab.lab.file.RunFileException if a file is damaged or cannot be read
  public static String of(List<? extends RunSource> directories) {
    var runs = read(directories);
    var header = new ArrayList<>(List.of(""));
    runs.forEach(run -> header.add(run.directory().toString()));
    var rows = new ArrayList<List<String>>();
    rows.add(row("name", runs, run -> run.spec().name()));
    rows.add(row("seed", runs, run -> Long.toString(run.spec().seed())));
    rows.add(row("steps", runs, ComparisonTable::steps));
    rows.add(row("T_mem", runs, run -> time(run, run.memorised().first(), run.hasTrainingSet())));
    rows.add(
        row(
            "T_mem, stable",
            runs,
            run -> time(run, run.memorised().stable(), run.hasTrainingSet())));
    rows.add(row("T_grok", runs, run -> time(run, run.generalised().first(), true)));
    rows.add(row("T_grok, stable", runs, run -> time(run, run.generalised().stable(), true)));
    rows.add(row("T_grok / T_mem", runs, ComparisonTable::ratio));
    rows.add(row("verdict", runs, run -> run.shownVerdict().orElse("-")));
    rows.add(
        row("verdict, liu2022", runs, run -> run.verdictLiu2022().map(v -> v.label()).orElse("-")));
    rows.add(row("train loss", runs, run -> value(run, Probe.TRAIN_LOSS)));
    rows.add(row("validation loss", runs, run -> value(run, Probe.VALIDATION_LOSS)));
    for (Criterion by :
        runs.stream().flatMap(run -> run.shownCriteria().stream()).distinct().toList()) {
      rows.add(row("train " + by.noun(), runs, run -> run.lastShown(Probe.TRAIN, by)));
      rows.add(row("validation " + by.noun(), runs, run -> run.lastShown(Probe.VALIDATION, by)));
    }
    if (runs.stream().anyMatch(run -> run.lastValue(FLATNESS).isPresent())) {
      rows.add(row("flatness of sampling", runs, run -> value(run, FLATNESS)));
    }
    rows.add(row("digest", runs, ComparisonTable::digest));
    var table = TextTable.of(header, rows);
    var differences = differences(runs);
    if (differences.isEmpty()) {
      return table + "\nThe specs are the same but for name and seed.\n";
    }
    var differing = new ArrayList<List<String>>();
    differences.forEach((key, values) -> {
      var cells = new ArrayList<>(List.of(key));
      values.forEach(value -> cells.add(value == null ? "-" : value));
      differing.add(cells);
    });
    var titles = new ArrayList<>(header);
    titles.set(0, "spec keys that differ");
    return table + "\n" + TextTable.of(titles, differing);
  }

  /// The same for JSON: `runs`, each with its `directory`, `finished` and the names of
  /// `summary.json`; `differences`, spec key to one TOML text per run, null where a run's kind of
  /// task, model or optimiser has no such key.
  public static SequencedMap<String, Object> data(List<? extends RunSource> directories) {
    var runs = read(directories);
    var list = new ArrayList<SequencedMap<String, @Nullable Object>>();
    for (var run : runs) {
      var numbers = new LinkedHashMap<String, @Nullable Object>();
      numbers.put("directory", run.directory().toString());
      numbers.put("finished", run.summary().isPresent());
      numbers.putAll(RunText.numbers(run));
      list.add(numbers);
    }
    var data = new LinkedHashMap<String, Object>();
    data.put("runs", list);
    data.put("differences", differences(runs));
    return data;
  }

  private static List<RunData> read(List<? extends RunSource> directories) {
    if (directories.size() < 2) {
      throw new IllegalArgumentException(
          "%s given; expected at least two to compare; write e.g. groklab compare RUN-A RUN-B"
              .formatted(
                  Words.count(directories.size(), "run directory was", "run directories were")));
    }
    return directories.stream().map(RunData::read).toList();
  }

  private static SequencedMap<String, List<@Nullable String>> differences(List<RunData> runs) {
    return SpecKeys.differing(runs.stream().map(RunData::spec).toList());
  }

  private static List<String> row(
      String title, List<RunData> runs, Function<RunData, String> cell) {
    var cells = new ArrayList<>(List.of(title));
    runs.forEach(run -> cells.add(cell.apply(run)));
    return cells;
  }

  private static String steps(RunData run) {
    return Words.steps(run.lastStep()) + (run.summary().isPresent() ? "" : " (unfinished)");
  }

  /// @param possible whether it could happen at all
  private static String time(RunData run, OptionalLong step, boolean possible) {
    return run.metrics().isEmpty() || !possible
        ? "-"
        : Words.stepOrCensored(step, run.metrics().lastStep());
  }

  /// With T_grok censored, the ratio is known to be larger than that of the last probe. A branch
  /// has none, as in the list of runs: its times are of two settings.
  private static String ratio(RunData run) {
    if (run.spec().branch().isPresent()) {
      return "-";
    }
    var ratio = run.delay().ratio();
    if (ratio.isPresent()) {
      return Words.ratio(ratio.getAsDouble());
    }
    var memorised = run.shownMemorised();
    return memorised.orElse(0) > 0 && run.metrics().hasValidation()
        ? "> " + Words.ratio((double) run.metrics().lastStep() / memorised.getAsLong())
        : "-";
  }

  private static String value(RunData run, String measure) {
    return run.lastValue(measure).map(Words::value).orElse("-");
  }

  private static String digest(RunData run) {
    return run.summary()
        .map(Summary::digest)
        .map(digest -> digest.substring(0, Math.min(DIGEST_SHOWN, digest.length())))
        .orElse("-");
  }
}
