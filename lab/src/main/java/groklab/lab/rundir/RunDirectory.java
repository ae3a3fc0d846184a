package groklab.lab.rundir;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.criterion.Thresholds;
import groklab.lab.file.AtomicFile;
import groklab.lab.file.FolderLock;
import groklab.lab.file.JsonLines;
import groklab.lab.file.LineTail;
import groklab.lab.file.OwnFile;
import groklab.lab.file.RunFileException;
import groklab.lab.file.Safetensors;
import groklab.lab.probe.Probe;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.spec.SpecWriter;
import groklab.lab.trace.LossTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The directory of one run and the files in it:
///
/// | file | content | how it is written |
/// |---|---|---|
/// | `spec.toml` | the resolved spec | at the start, never again |
/// | `criterion.json` | [RunCriterion] | at the start |
/// | `provenance.json` | [Provenance] | replaced |
/// | `metrics.jsonl` | one [Probe] per line | appended |
/// | `events.jsonl` | one [RunEvent] per line | appended |
/// | `loss.trace` | the training loss of every step, see [TraceFile] | appended in blocks |
/// | `checkpoints/step-N.safetensors` | [Checkpoint] | once each |
/// | `summary.json` | [Summary] | at the end |
/// | `report.html` | by who draws it | at the end |
/// | `DONE` | [Seal]: the sums of all files with results | last |
/// | `lock` | nothing | at the start; see [FolderLock] |
///
/// The order of a run that can be killed at any moment: append the probe and the events of a step,
/// force both files, then write the checkpoint of that step. On resumption, lines after the
/// checkpoint's step are removed and computed again, with the same bits.
///
/// Each checkpoint holds the [Sums] of what the other files held when it was written; [#verify]
/// compares them.
///
/// All methods throw [RunFileException] when the file system does not do what it is asked.
public final class RunDirectory implements RunSource {
  static final String SPEC = "spec.toml";
  static final String CRITERION = "criterion.json";
  static final String METRICS = "metrics.jsonl";
  static final String EVENTS = "events.jsonl";
  static final String TRACE = "loss.trace";
  static final String PROVENANCE = "provenance.json";
  static final String SUMMARY = "summary.json";
  static final String DONE = "DONE";

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /// Makes the directory of a new run and writes its spec. A directory that exists must be empty,
  /// because a run never overwrites another one's results.
  public static RunDirectory create(Path path, RunSpec spec) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new RunFileException(
          "%s is a file; expected the name of a new directory; write e.g. --out %s-run"
              .formatted(path, path));
    }
    var directory = new RunDirectory(path);
    try {
      if (Files.exists(path) && !isEmpty(path)) {
        throw new RunFileException(
            ("%s exists and is not empty; a run does not overwrite another; write e.g. "
                    + "--out %s-2, or --resume %s")
                .formatted(path, path, path));
      }
      Files.createDirectories(directory.checkpointsFolder());
    } catch (IOException e) {
      throw RunFileException.writing(path, e, "no run was begun");
    }
    try {
      AtomicFile.write(directory.specFile(), SpecWriter.write(spec));
    } catch (RunFileException e) {
      directory.removeBeginnings(e);
      throw e;
    }
    return directory;
  }

  /// A directory without a spec would be in the way of the next try.
  private void removeBeginnings(RunFileException because) {
    try {
      Files.deleteIfExists(checkpointsFolder());
      Files.deleteIfExists(path);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  /// Opens the directory of a run that was started before.
  public static RunDirectory open(Path path) {
    var directory = new RunDirectory(path);
    if (!Files.exists(OwnFile.checked(directory.specFile()))) {
      throw RunFileException.noRun(path);
    }
    return directory;
  }

  @Override
  public Path path() {
    return path;
  }

  /// Takes the right to write to this directory.
  ///
  /// @throws RunFileException if another run, of any process, holds it
  public FolderLock lock() {
    return FolderLock.take(path, "is being trained by a run that goes on");
  }

  public Path specFile() {
    return path.resolve(SPEC);
  }

  public Path criterionFile() {
    return path.resolve(CRITERION);
  }

  public Path metricsFile() {
    return path.resolve(METRICS);
  }

  public Path eventsFile() {
    return path.resolve(EVENTS);
  }

  /// The training loss of every step; not there where the version or the spec kept none.
  public Path traceFile() {
    return path.resolve(TRACE);
  }

  public Path provenanceFile() {
    return path.resolve(PROVENANCE);
  }

  public Path summaryFile() {
    return path.resolve(SUMMARY);
  }

  public Path reportFile() {
    return path.resolve("report.html");
  }

  public Path doneFile() {
    return path.resolve(DONE);
  }

  public Path checkpointFile(long step) {
    return checkpointsFolder().resolve(CheckpointFile.name(step));
  }

  private Path checkpointsFolder() {
    return path.resolve("checkpoints");
  }

  /// The resolved spec.
  ///
  /// @throws groklab.lab.kind.SpecException if the file was changed to something that is no spec
  @Override
  public RunSpec readSpec() {
    return new SpecReader().readFile(specFile(), List.of());
  }

  /// Opens the metrics for appending.
  public JsonLines<Probe> openMetrics() {
    return JsonLines.create(metricsFile(), Lines.PROBES);
  }

  /// Opens the metrics for appending after a checkpoint; what was recorded after its step is
  /// removed.
  public JsonLines<Probe> resumeMetrics(long checkpointStep) {
    return JsonLines.resume(metricsFile(), Lines.PROBES, checkpointStep);
  }

  /// All probes recorded so far; may be called while the run goes on.
  @Override
  public List<Probe> readMetrics() {
    return JsonLines.read(metricsFile(), Lines.PROBES);
  }

  /// Opens the events for appending.
  public JsonLines<RunEvent> openEvents() {
    return JsonLines.create(eventsFile(), Lines.EVENTS);
  }

  /// Opens the events for appending after a checkpoint; what was recorded after its step is
  /// removed.
  public JsonLines<RunEvent> resumeEvents(long checkpointStep) {
    return JsonLines.resume(eventsFile(), Lines.EVENTS, checkpointStep);
  }

  /// All events recorded so far; may be called while the run goes on.
  @Override
  public List<RunEvent> readEvents() {
    return JsonLines.read(eventsFile(), Lines.EVENTS);
  }

  /// Follows the metrics while the run goes on.
  public LineTail<Probe> followMetrics() {
    return new LineTail<>(metricsFile(), Lines.PROBES);
  }

  /// Follows the events while the run goes on.
  public LineTail<RunEvent> followEvents() {
    return new LineTail<>(eventsFile(), Lines.EVENTS);
  }

  public void writeCriterion(RunCriterion criterion) {
    AtomicFile.write(criterionFile(), CriterionJson.toJson(criterion));
  }

  /// What "memorised" and "generalised" mean in this run. Of a run from before there was such a
  /// file: accuracy, with the thresholds of its spec.
  @Override
  public RunCriterion readCriterion() {
    if (Files.exists(criterionFile())) {
      return CriterionJson.read(criterionFile());
    }
    var probes = readSpec().probes();
    return new RunCriterion(
        new Accuracy(),
        new Thresholds(probes.trainThreshold(), probes.validationThreshold()),
        Map.of());
  }

  public void writeProvenance(Provenance provenance) {
    AtomicFile.write(provenanceFile(), provenance.toJson());
  }

  public Provenance readProvenance() {
    return Provenance.read(provenanceFile());
  }

  /// Empty before the run has begun for the first time.
  @Override
  public Optional<Provenance> readProvenanceIfThere() {
    return Files.exists(provenanceFile()) ? Optional.of(readProvenance()) : Optional.empty();
  }

  public void writeSummary(Summary summary) {
    AtomicFile.write(summaryFile(), summary.toJson());
  }

  public Summary readSummary() {
    return Summary.read(summaryFile());
  }

  @Override
  public Optional<Summary> readSummaryIfThere() {
    return isDone() ? Optional.of(readSummary()) : Optional.empty();
  }

  @Override
  public Optional<LossTrace> readLosses(long until) {
    return LossTrace.read(traceFile(), until);
  }

  public void writeReport(String html) {
    AtomicFile.write(reportFile(), html);
  }

  /// Says that the run is over and all its files are final, with their sums.
  public void markDone() {
    Seal.of(this).write(doneFile());
  }

  /// Whether there are sums by which a change of its files would be noticed, as far as it has come.
  @Override
  public boolean isSealed() {
    if (isDone()) {
      return !Seal.read(doneFile()).isEmpty();
    }
    var steps = checkpointSteps();
    return steps.isEmpty()
        || Sums.of(path, Safetensors.metadata(checkpointFile(steps.getFirst()))).isPresent();
  }

  public boolean isDone() {
    return Files.exists(doneFile());
  }

  /// @param past what was recorded up to it
  public void writeCheckpoint(Checkpoint checkpoint, Sums past) {
    CheckpointFile.write(checkpointFile(checkpoint.step()), checkpoint, past);
  }

  /// Opens a directory whose files are as they were recorded, or says what is damaged.
  public static RunDirectory openWhole(Path path) {
    var directory = openToCompare(path);
    directory.verify().require();
    return directory;
  }

  /// Opens what is left of a run directory, if need be without its spec, to say what is still good.
  ///
  /// @throws RunFileException if nothing there is of a run
  public static RunDirectory openToCompare(Path path) {
    var directory = new RunDirectory(path);
    boolean isOfARun =
        Stream.of(directory.doneFile(), directory.criterionFile(), directory.checkpointsFolder())
            .anyMatch(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    return isOfARun ? directory : open(path);
  }

  /// Compares all files with what was recorded; may be called while the run goes on.
  public Verification verify() {
    return Verifier.verify(this, true);
  }

  /// The same without reading the tensors of the checkpoints.
  public Verification verifyRecords() {
    return Verifier.verify(this, false);
  }

  public boolean hasCheckpoint(long step) {
    return Files.exists(checkpointFile(step));
  }

  public void deleteCheckpoint(long step) {
    try {
      Files.deleteIfExists(checkpointFile(step));
    } catch (IOException e) {
      throw RunFileException.writing(checkpointFile(step), e, "the newer checkpoint is safe");
    }
  }

  /// The checkpoint of a step.
  public Checkpoint readCheckpoint(long step) {
    return CheckpointFile.read(checkpointFile(step), step);
  }

  /// The steps of all checkpoints, ascending.
  public List<Long> checkpointSteps() {
    if (!Files.isDirectory(checkpointsFolder(), LinkOption.NOFOLLOW_LINKS)) {
      if (Files.exists(checkpointsFolder(), LinkOption.NOFOLLOW_LINKS)) {
        throw new RunFileException(
            "%s is no directory; expected the one that the run has made"
                .formatted(checkpointsFolder()));
      }
      return List.of();
    }
    try (var files = Files.list(checkpointsFolder())) {
      return files
          .map(CheckpointFile::stepOf)
          .flatMapToLong(OptionalLong::stream)
          .sorted()
          .boxed()
          .toList();
    } catch (IOException e) {
      throw RunFileException.reading(checkpointsFolder(), e);
    }
  }

  /// The newest checkpoint; empty before the first one. A damaged one is an error and not skipped,
  /// so that nobody goes on from an older one unawares.
  public Optional<Checkpoint> latestCheckpoint() {
    var steps = checkpointSteps();
    return steps.isEmpty() ? Optional.empty() : Optional.of(readCheckpoint(steps.getLast()));
  }

  /// The digest of what is recorded: of the newest checkpoint's weights and all metrics, see
  /// [Digest].
  public String digest() {
    var checkpoint =
        latestCheckpoint()
            .orElseThrow(() ->
                new RunFileException(
                    "%s has no checkpoint yet, so there is nothing to take a digest of"
                        .formatted(path)));
    return Digest.of(checkpoint.weights(), readMetrics());
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }
}
