package groklab.web.site;

import groklab.lab.criterion.Criterion;
import groklab.lab.probe.Probe;
import groklab.web.RunData;
import groklab.web.SpecKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// A run on the page at the top of a site.
///
/// @param page file name of its pages without their ending
/// @param train points of its curve on the training set, see [Sparkline]
/// @param cells what its spec says of the keys in which runs differ
record RunLine(
    String page,
    String name,
    long seed,
    String verdict,
    String memorised,
    String generalised,
    String steps,
    String last,
    String train,
    String validation,
    List<String> cells) {
  private static final int MOST_COLUMNS = 6;
  private static final String NONE = "–";

  static RunLine of(String page, RunData run) {
    Criterion criterion = run.criterion().criterion();
    return new RunLine(
        page,
        run.spec().name(),
        run.spec().seed(),
        run.shownVerdict().orElse("under way"),
        step(run.shownMemorised()),
        step(run.generalised().first()),
        String.format(Locale.ROOT, "%,d", run.lastStep()),
        run.lastShown(Probe.VALIDATION),
        Sparkline.points(criterion, run.metrics().steps(), run.values(Probe.TRAIN)),
        Sparkline.points(criterion, run.metrics().steps(), run.values(Probe.VALIDATION)),
        List.of());
  }

  /// The keys of the specs that do not have one value in all runs, as many as a table bears: key to
  /// a value for each run.
  static SequencedMap<String, List<String>> columns(List<RunData> runs) {
    var columns = new LinkedHashMap<String, List<String>>();
    SpecKeys.differing(runs.stream().map(RunData::spec).toList()).entrySet().stream()
        .limit(MOST_COLUMNS)
        .forEach(entry ->
            columns.put(
                entry.getKey(),
                entry.getValue().stream()
                    .map(value -> Objects.requireNonNullElse(value, NONE).replace("\"", ""))
                    .toList()));
    return columns;
  }

  RunLine with(List<String> values) {
    return new RunLine(
        page, name, seed, verdict, memorised, generalised, steps, last, train, validation, values);
  }

  int width() {
    return Sparkline.WIDTH;
  }

  int height() {
    return Sparkline.HEIGHT;
  }

  private static String step(OptionalLong time) {
    return time.isPresent() ? String.format(Locale.ROOT, "%,d", time.getAsLong()) : NONE;
  }
}
