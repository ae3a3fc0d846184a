package groklab.web.sweep;

import groklab.lab.criterion.Thresholds;
import groklab.lab.file.FileStamp;
import groklab.lab.probe.Probe;
import groklab.lab.spec.RunSpec;
import groklab.study.diagram.Slice;
import groklab.study.store.Row;
import groklab.study.store.StoreTail;
import groklab.study.store.SweepFolder;
import groklab.study.sweep.Outcome;
import groklab.study.sweep.SweepSpec;
import groklab.web.Words;
import groklab.web.diagram.Caption;
import java.util.List;
import java.util.Optional;

/// What pictures and pages ask of the folder of a sweep, which may still be filled. One caller at a
/// time.
public final class SweepReading {
  private final SweepFolder folder;
  private StoreTail runs;
  private List<Optional<FileStamp>> state;
  private RunSpec base;
  private SweepSpec sweep;

  /// Reads the question, and no run yet.
  ///
  /// @throws groklab.lab.file.RunFileException if the folder is not that of a sweep, or is damaged
  public SweepReading(SweepFolder folder) {
    folder.requireWhole();
    this.folder = folder;
    state = folder.state();
    runs = folder.follow();
    base = folder.readBase();
    sweep = folder.readSweep();
  }

  /// Reads what has come since the last call, and the question, which may have grown.
  ///
  /// @return whether anything is different
  public boolean readOn() {
    SweepSpec before = sweep;
    sweep = folder.readSweep();
    List<Optional<FileStamp>> now = folder.state();
    boolean another = !now.equals(state);
    if (another) {
      state = now;
      base = folder.readBase();
      runs = folder.follow();
    }
    boolean more = runs.readOn();
    return more || another || !sweep.equals(before);
  }

  public SweepFolder folder() {
    return folder;
  }

  public SweepSpec sweep() {
    return sweep;
  }

  /// What came of the runs that have ended.
  public List<Outcome> outcomes() {
    return runs.outcomes();
  }

  /// @throws groklab.lab.kind.SpecException if the sweep has no such axes
  public Slice slice(Slice.Wish wish) {
    return new Slice(sweep.axes(), wish);
  }

  /// The curves of a run, from the disk, and how it is made again.
  ///
  /// @param run of [#outcomes], under whatever words for its settings
  public RunDetail detail(Outcome run) {
    Row row = runs.row(run.id());
    String command = folder.command(row.settings(), row.seed());
    return switch (row.end()) {
      case Row.End.Finished done ->
          new RunDetail(curves(done.probes()), done.summary().digest(), command);
      case Row.End.Failed _ -> new RunDetail(Curves.NONE, "", command);
    };
  }

  private static Curves curves(List<Probe> probes) {
    return new Curves(
        probes.stream().mapToLong(Probe::step).toArray(),
        probes.stream().mapToDouble(p -> p.valueOrNaN(Probe.TRAIN_ACCURACY)).toArray(),
        probes.stream().mapToDouble(p -> p.valueOrNaN(Probe.VALIDATION_ACCURACY)).toArray());
  }

  /// What stands above each picture; how many runs are missing, where some are.
  public Caption caption() {
    long asked = sweep.cells() * sweep.seeds().size();
    int ended = runs.ids().size();
    String missing =
        ended < asked
            ? "Not complete: %,d of %s ended. "
                .formatted(ended, Words.count(asked, "run has", "runs have"))
            : "";
    var thresholds =
        new Thresholds(base.probes().trainThreshold(), base.probes().validationThreshold());
    return new Caption(
        sweep.name(),
        missing
            + ("Memorised at a training %1$s of %2$s, generalised at a validation %1$s of %3$s; at"
                    + " most %4$,d steps.")
                .formatted(
                    base.probes().criterion().name(),
                    thresholds.train(),
                    thresholds.validation(),
                    base.budget().steps()));
  }
}
