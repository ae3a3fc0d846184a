package groklab.web;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.file.FileStamp;
import groklab.lab.file.LineTail;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.BranchSpec;
import groklab.lab.spec.RunSpec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads a run directory into [RunData], and goes on reading while the run goes on. Each look reads
/// what has been added since the last one, so that its cost does not grow with the length of the
/// run. One thread.
public final class RunReader {
  private final RunDirectory run;
  private final Kept<RunSpec> spec;
  private final Kept<RunCriterion> told;
  private final Kept<Provenance> provenance;
  private final Kept<Summary> summary;
  private LineTail<Probe> newProbes;
  private LineTail<RunEvent> newEvents;
  private RunSoFar soFar = new RunSoFar(RunCriterion.usual(new Accuracy()));
  private int generation = -1;
  private boolean sealed = true;
  private Optional<Branch> branch = Optional.empty();
  private boolean news;

  public RunReader(RunDirectory run) {
    this.run = run;
    this.spec = new Kept<>(run.specFile(), run::readSpec);
    this.told = new Kept<>(run.criterionFile(), run::readCriterion);
    this.provenance = new Kept<>(run.provenanceFile(), run::readProvenance);
    this.summary = new Kept<>(run.doneFile(), run::readSummary);
    this.newProbes = run.followMetrics();
    this.newEvents = run.followEvents();
  }

  /// A file that is read again when it has changed; one that does not exist yet is empty.
  private static final class Kept<T> {
    private final Path file;
    private final Supplier<T> read;
    private Optional<FileStamp> stamp = Optional.empty();
    private Optional<T> content = Optional.empty();

    Kept(Path file, Supplier<T> read) {
      this.file = file;
      this.read = read;
    }

    /// @return whether it has changed
    boolean look() {
      var now = FileStamp.of(file);
      if (now.equals(stamp)) {
        return false;
      }
      content = now.map(any -> read.get());
      stamp = now;
      return true;
    }
  }

  /// Reads what is new.
  ///
  /// @return whether anything is that [#data] has not told yet
  /// @throws groklab.lab.file.RunFileException if a file is damaged or cannot be read
  public boolean look() {
    boolean anotherSpec = spec.look();
    if (told.look() || anotherSpec) {
      begin();
    }
    boolean more = true;
    while (more) {
      var probes = newProbes.next();
      read(probes);
      more = probes.more();
    }
    more = true;
    while (more) {
      var happened = newEvents.next();
      readEvents(happened);
      more = happened.more();
    }
    boolean elsewhere = provenance.look();
    boolean ended = summary.look();
    sealed = ended ? run.isSealed() : sealed;
    news = news || elsewhere || ended;
    return news;
  }

  /// Rises when the run was taken back to an earlier step, so that what was read before is void; 0
  /// at the first look.
  public int generation() {
    return Math.max(0, generation);
  }

  /// Where it was run, as it was at the last look.
  public Optional<Provenance> provenance() {
    return provenance.content;
  }

  /// The run as it is now, without the one that it branched off from.
  RunData alone() {
    look();
    return data(Optional.empty());
  }

  /// The run as it was at the last look.
  public RunData data() {
    news = false;
    var alone = data(Optional.empty());
    if (branch.isEmpty() && alone.metrics().lastStep() >= branchedAt()) {
      branch = Branch.of(alone);
    }
    return branch.isEmpty() ? alone : data(branch);
  }

  /// The step at which it branched off, if it did.
  private long branchedAt() {
    return spec.content.flatMap(RunSpec::branch).map(BranchSpec::step).orElse(Long.MAX_VALUE);
  }

  private RunData data(Optional<Branch> from) {
    return soFar.data(
        run, spec.content.orElseThrow(), provenance.content, summary.content, sealed, from);
  }

  /// A run of a new spec, as at the first look.
  private void begin() {
    newProbes = run.followMetrics();
    newEvents = run.followEvents();
    forgetProbes();
    soFar.forgetEvents();
    sealed = run.isSealed();
    branch = Optional.empty();
    generation++;
    news = true;
  }

  private void forgetProbes() {
    soFar = new RunSoFar(told.content.orElseGet(run::readCriterion)).withEventsOf(soFar);
  }

  private void read(LineTail.Added<Probe> probes) {
    if (probes.fromStart()) {
      forgetProbes();
      generation++;
    }
    news = news || probes.fromStart() || !probes.records().isEmpty();
    for (Probe probe : probes.records()) {
      if (soFar.add(probe)) {
        generation++; // what was shown has other places now
      }
    }
  }

  private void readEvents(LineTail.Added<RunEvent> happened) {
    if (happened.fromStart()) {
      soFar.forgetEvents();
      generation++;
    }
    news = news || happened.fromStart() || !happened.records().isEmpty();
    if (!happened.records().isEmpty()) {
      soFar.add(happened.records());
    }
  }
}
