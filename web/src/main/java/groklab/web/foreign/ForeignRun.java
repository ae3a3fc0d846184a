package groklab.web.foreign;

import groklab.lab.UserError;
import groklab.lab.file.FileStamp;
import groklab.lab.file.RunFileException;
import groklab.monitor.diagnosis.DiagnosedRun;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.diagnosis.Question;
import groklab.monitor.importer.FoundLog;
import groklab.monitor.log.RunLog;
import groklab.monitor.series.Curves;
import groklab.monitor.series.CurvesReader;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A run of another program in a folder of the dashboard. What is kept of it is its line in the
/// table and a few thinned curves; its page only while somebody looks at it, or where reading it
/// anew would be dear.
final class ForeignRun {
  private static final System.Logger LOG = System.getLogger(ForeignRun.class.getName());

  /// Of all files of a run.
  static final long MOST_BYTES = 256L << 20;

  private final String id;
  private final ForeignFolder folder;
  private final Pace pace = new Pace();
  private volatile FoundLog found;
  private volatile @Nullable Content content;
  private volatile @Nullable Page page;
  private long version;

  /// What was read of it.
  ///
  /// @param row its line in the table, see `foreign.js`; empty = it holds neither losses nor
  ///     accuracies
  private record Content(
      List<FileStamp> stamps, Optional<ObjectNode> row, Optional<ForeignCurves> curves) {}

  /// What its page shows.
  private record Page(List<FileStamp> stamps, ObjectNode json) {}

  ForeignRun(String id, ForeignFolder folder, FoundLog found) {
    this.id = id;
    this.folder = folder;
    this.found = found;
  }

  String name() {
    return folder.name(found.path());
  }

  /// Where it really is.
  Path path() {
    return found.path();
  }

  /// How its files stand now.
  void found(FoundLog now) {
    found = now;
  }

  boolean isRead() {
    return content != null;
  }

  /// Its line in the table; by name alone until it has been read; empty = it is none that can be
  /// shown.
  Optional<ObjectNode> row() {
    Content now = content;
    return now == null ? Optional.of(line().put("state", "reading")) : now.row;
  }

  Optional<ForeignCurves> curves() {
    Content now = content;
    return now == null ? Optional.empty() : now.curves;
  }

  private ObjectNode line() {
    return JsonNodeFactory.instance.objectNode().put("id", id).put("name", name());
  }

  /// What its page shows, see `foreign-run.js`.
  ObjectNode page() {
    update(true);
    Page now = page;
    return now == null ? line() : now.json;
  }

  void forgetPage() {
    page = null;
  }

  /// Reads it if it has changed and its time has come; for its page at once if there is none yet.
  synchronized void update(boolean forPage) {
    FoundLog now = found;
    List<FileStamp> stamps = now.stamps();
    boolean isStale = content == null || !content.stamps.equals(stamps);
    boolean isNewPage = forPage && page == null;
    if (isNewPage || (isStale && pace.isDue())) {
      pace.begin();
      read(now, stamps, forPage || page != null);
      pace.end();
    }
  }

  /// A run that cannot be read has a line that says why: leaving it out would hide it.
  private void read(FoundLog now, List<FileStamp> stamps, boolean forPage) {
    version++;
    try {
      requireReadable(now);
      Optional<DiagnosedRun> run = only(now).flatMap(this::diagnosed);
      content =
          new Content(
              stamps, run.map(this::row), run.map(each -> new ForeignCurves(each.curves())));
      page =
          forPage || pace.isDear()
              ? new Page(
                  stamps,
                  run.map(this::shown)
                      .orElseGet(() -> why("It holds no losses and no accuracies.")))
              : null;
    } catch (RuntimeException e) {
      if (!(e instanceof UserError)) {
        LOG.log(Level.WARNING, "A log could not be read: " + now.path(), e);
      }
      String why =
          e instanceof UserError ? String.valueOf(e.getMessage()) : "It cannot be read: " + e;
      ObjectNode row = why(folder.shown(why));
      content = new Content(stamps, Optional.of(row), Optional.empty());
      page = forPage ? new Page(stamps, row) : null;
    }
  }

  /// Runs may train in this process: their memory is not given away to a log.
  private static void requireReadable(FoundLog log) {
    long bytes = log.stamps().stream().mapToLong(FileStamp::bytes).sum();
    if (bytes > MOST_BYTES) {
      throw new RunFileException(
          "%s holds %,d bytes; the dashboard reads up to %,d: write groklab diagnose %s"
              .formatted(log.path(), bytes, MOST_BYTES, log.path()));
    }
  }

  /// A line and a page are those of one run.
  private static Optional<RunLog> only(FoundLog log) {
    List<RunLog> runs = log.read().stream().filter(each -> each.points() > 0).toList();
    if (runs.size() > 1) {
      throw new RunFileException(
          "%s holds %d runs, and the dashboard shows one of a file: write groklab diagnose %s"
              .formatted(log.path(), runs.size(), log.path()));
    }
    return runs.stream().findFirst();
  }

  private ObjectNode why(String sentence) {
    return line().put("why", sentence).put("version", version);
  }

  private Optional<DiagnosedRun> diagnosed(RunLog log) {
    RunLog shown =
        new RunLog(
            Path.of(name()),
            log.format(),
            log.unit(),
            log.series(),
            log.remarks().stream().map(folder::shown).toList(),
            log.settings());
    Curves curves = new CurvesReader(CurvesReader.Told.NOTHING).read(shown);
    return curves.isEmpty()
        ? Optional.empty()
        : Optional.of(DiagnosedRun.of(shown, curves, Question.PLAIN));
  }

  private ObjectNode row(DiagnosedRun run) {
    Diagnosis first = run.first();
    ObjectNode row =
        line()
            .put("format", run.log().format())
            .put("unit", run.curves().unit().one())
            .put("verdict", first.condition().label())
            .put("sentence", DiagnosisWords.verdict(run, first))
            .put("confidence", first.confidence())
            .put("losses", first.isFromLosses())
            .put("sets", run.curves().validation().size())
            .put("lastStep", run.lastStep());
    put(row, "memorised", first.memorised().first());
    put(row, "generalised", first.generalised().first());
    found.stamps().stream()
        .map(FileStamp::written)
        .max(Instant::compareTo)
        .ifPresent(last -> row.put("changed", last.toEpochMilli()));
    return row;
  }

  private static void put(ObjectNode row, String key, OptionalLong step) {
    step.ifPresent(value -> row.put(key, value));
  }

  private ObjectNode shown(DiagnosedRun run) {
    var view = new DiagnosisView(name(), run);
    ObjectNode shown = row(run).put("version", version);
    shown.put("head", view.head()).put("after", view.after()).set("charts", view.charts());
    return shown;
  }
}
