package groklab.lab.rundir;

import groklab.lab.UserError;
import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.criterion.Thresholds;
import groklab.lab.file.AtomicFile;
import groklab.lab.file.JsonLines;
import groklab.lab.file.LineTail;
import groklab.lab.file.OwnFile;
import groklab.lab.file.RunFileException;
import groklab.lab.file.Safetensors;
import groklab.lab.file.Tensor;
import groklab.lab.probe.Probe;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.spec.SpecWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The directory of one run and the files in it:
///
/// | file | content | how it is written |
/// |---|---|---|
/// | `spec.toml` | the resolved spec | at the start, never again |
/// | `criterion.json` | [RunCriterion] | at the start |
/// | `provenance.json` | [Provenance] | replaced |
/// | `metrics.jsonl` | one [Probe] per line | appended |
/// | `events.jsonl` | one [RunEvent] per line | appended |
/// | `checkpoints/step-N.safetensors` | [Checkpoint] | once each |
/// | `summary.json` | [Summary] | at the end |
/// | `report.html` | by who draws it | at the end |
/// | `DONE` | nothing | last |
/// | `lock` | nothing | at the start; see [RunLock] |
///
/// The order of a run that can be killed at any moment: append the probe and the events of a step,
/// force both files, then write the checkpoint of that step. On resumption, lines after the
/// checkpoint's step are removed and computed again, with the same bits.
///
/// All methods throw [RunFileException] when the file system does not do what it is asked.
public final class RunDirectory {
  private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d{1,18})\\.safetensors");
  private static final String STEP = "step";

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
    if (!Files.isRegularFile(directory.specFile())) {
      throw new RunFileException(
          Files.isDirectory(path)
              ? ("%s is not a run directory: it has no spec.toml; expected one that "
                      + "groklab run has made")
                  .formatted(path)
              : "There is no run directory %s; check the path".formatted(path));
    }
    return directory;
  }

  public Path path() {
    return path;
  }

  /// Takes the right to write to this directory.
  ///
  /// @throws RunFileException if another run, of any process, holds it
  public RunLock lock() {
    return RunLock.take(path);
  }

  public Path specFile() {
    return path.resolve("spec.toml");
  }

  public Path criterionFile() {
    return path.resolve("criterion.json");
  }

  public Path metricsFile() {
    return path.resolve("metrics.jsonl");
  }

  public Path eventsFile() {
    return path.resolve("events.jsonl");
  }

  public Path provenanceFile() {
    return path.resolve("provenance.json");
  }

  public Path summaryFile() {
    return path.resolve("summary.json");
  }

  public Path reportFile() {
    return path.resolve("report.html");
  }

  public Path doneFile() {
    return path.resolve("DONE");
  }

  public Path checkpointFile(long step) {
    return checkpointsFolder().resolve("step-" + step + ".safetensors");
  }

  private Path checkpointsFolder() {
    return path.resolve("checkpoints");
  }

  /// The resolved spec.
  ///
  /// @throws groklab.lab.kind.SpecException if the file was changed to something that is no spec
  public RunSpec readSpec() {
    return new SpecReader().readFile(specFile(), List.of());
  }

  /// Opens the metrics for appending.
  public JsonLines<Probe> openMetrics() {
    return JsonLines.open(metricsFile(), Lines.PROBES);
  }

  /// Opens the metrics for appending after a checkpoint; what was recorded after its step is
  /// removed.
  public JsonLines<Probe> resumeMetrics(long checkpointStep) {
    return JsonLines.resume(metricsFile(), Lines.PROBES, checkpointStep);
  }

  /// All probes recorded so far; may be called while the run goes on.
  public List<Probe> readMetrics() {
    return JsonLines.read(metricsFile(), Lines.PROBES);
  }

  /// Opens the events for appending.
  public JsonLines<RunEvent> openEvents() {
    return JsonLines.open(eventsFile(), Lines.EVENTS);
  }

  /// Opens the events for appending after a checkpoint; what was recorded after its step is
  /// removed.
  public JsonLines<RunEvent> resumeEvents(long checkpointStep) {
    return JsonLines.resume(eventsFile(), Lines.EVENTS, checkpointStep);
  }

  /// All events recorded so far; may be called while the run goes on.
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

  public void writeSummary(Summary summary) {
    AtomicFile.write(summaryFile(), summary.toJson());
  }

  public Summary readSummary() {
    return Summary.read(summaryFile());
  }

  public void writeReport(String html) {
    AtomicFile.write(reportFile(), html);
  }

  /// Says that the run is over and all its files are final.
  public void markDone() {
    AtomicFile.write(doneFile(), "");
  }

  public boolean isDone() {
    return Files.exists(doneFile());
  }

  public void writeCheckpoint(Checkpoint checkpoint) {
    var tensors = new TreeMap<>(checkpoint.weights());
    checkpoint
        .optimizer()
        .forEach((name, tensor) -> tensors.put(Checkpoint.OPTIMIZER_PREFIX + name, tensor));
    Safetensors.write(
        checkpointFile(checkpoint.step()),
        tensors,
        Map.of("format", "groklab-checkpoint-1", STEP, Long.toString(checkpoint.step())));
  }

  public boolean hasCheckpoint(long step) {
    return Files.exists(checkpointFile(step));
  }

  /// Removes a checkpoint that was for resumption only.
  public void deleteCheckpoint(long step) {
    try {
      Files.deleteIfExists(checkpointFile(step));
    } catch (IOException e) {
      throw RunFileException.writing(checkpointFile(step), e, "the newer checkpoint is safe");
    }
  }

  /// The checkpoint of a step.
  public Checkpoint readCheckpoint(long step) {
    var content = Safetensors.read(OwnFile.checked(checkpointFile(step)));
    var written = content.metadata().get(STEP);
    if (!Long.toString(step).equals(written)) {
      throw new RunFileException(
          ("%s says that it is of step %s; expected %d; it was renamed, or is not a "
                  + "checkpoint of a run")
              .formatted(checkpointFile(step), written, step));
    }
    var weights = new TreeMap<String, Tensor>();
    var optimizer = new TreeMap<String, Tensor>();
    content
        .tensors()
        .forEach((name, tensor) -> {
          if (name.startsWith(Checkpoint.OPTIMIZER_PREFIX)) {
            optimizer.put(name.substring(Checkpoint.OPTIMIZER_PREFIX.length()), tensor);
          } else {
            weights.put(name, tensor);
          }
        });
    return new Checkpoint(step, weights, optimizer);
  }

  /// The steps of all checkpoints, ascending.
  public List<Long> checkpointSteps() {
    if (!Files.isDirectory(checkpointsFolder())) {
      return List.of();
    }
    try (var files = Files.list(checkpointsFolder())) {
      return files
          .map(file -> CHECKPOINT.matcher(file.getFileName().toString()))
          .filter(matcher -> matcher.matches())
          .map(matcher -> Long.valueOf(matcher.group(1)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw RunFileException.reading(checkpointsFolder(), e);
    }
  }

  /// The newest checkpoint; empty before the first one. A damaged one is an error and not skipped,
  /// so that nobody goes on from an older one unawares.
  public Optional<Checkpoint> latestCheckpoint() {
    var steps = checkpointSteps();
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    long newest = steps.getLast();
    try {
      return Optional.of(readCheckpoint(newest));
    } catch (RunFileException e) {
      throw e.exitCode() == UserError.BAD_INPUT
          ? e.newestCheckpoint(checkpointFile(newest), before(steps))
          : e;
    }
  }

  private static OptionalLong before(List<Long> steps) {
    return steps.size() < 2 ? OptionalLong.empty() : OptionalLong.of(steps.get(steps.size() - 2));
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
