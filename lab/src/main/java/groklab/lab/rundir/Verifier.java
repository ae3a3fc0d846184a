package groklab.lab.rundir;

import groklab.lab.file.JsonLines;
import groklab.lab.file.OwnFile;
import groklab.lab.file.RunFileException;
import groklab.lab.file.RunningSum;
import groklab.lab.file.Safetensors;
import groklab.lab.file.Sum;
import groklab.lab.trace.LossTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares the files of a run with the sums in its checkpoints, which say what there was up to
/// their step, and in `DONE`, which says what there was at the end. The run may go on meanwhile.
final class Verifier {
  private static final int SECONDS_TO_END = 10;

  private final RunDirectory run;
  private final List<String> damages = new ArrayList<>();
  private final List<String> whole = new ArrayList<>();

  /// Steps whose checkpoint is damaged, missing or not of this run.
  private final NavigableSet<Long> lost = new TreeSet<>();

  /// Steps whose checkpoint can be used, as far as is known.
  private final NavigableSet<Long> good = new TreeSet<>();

  private final NavigableMap<Long, Sums> sums = new TreeMap<>();
  private Seal seal = Seal.NONE;

  /// Asked once: a run that goes on may end at any moment, and what was read before stands then.
  private final boolean isDone;

  private boolean endIsMissing;

  private final boolean tensors;

  private Verifier(RunDirectory run, boolean tensors) {
    this.run = run;
    this.tensors = tensors;
    isDone = exists(run.doneFile());
  }

  /// @param tensors whether the data of the checkpoints is read
  static Verification verify(RunDirectory run, boolean tensors) {
    return new Verifier(run, tensors).verify();
  }

  private Verification verify() {
    trying(() -> {
      if (isDone) {
        seal = Seal.read(run.doneFile());
        whole.add(RunDirectory.DONE);
      }
    });
    checkpoints();
    if (isDone && seal.isEmpty() && damages.isEmpty() && !sums.isEmpty()) {
      damages.add(changed(RunDirectory.DONE, "has no sums, though checkpoints have").getMessage());
    }
    if (!exists(run.specFile()) && sums.isEmpty() && seal.isEmpty()) {
      damages.add(changed(RunDirectory.SPEC, "is missing").getMessage());
    }
    for (String file : List.of(RunDirectory.SPEC, RunDirectory.CRITERION)) {
      trying(() -> constant(file));
    }
    for (String file : List.of(RunDirectory.METRICS, RunDirectory.EVENTS, RunDirectory.TRACE)) {
      trying(() -> growing(file));
    }
    for (String file : List.of(RunDirectory.PROVENANCE, RunDirectory.SUMMARY)) {
      trying(() -> ofSeal(file));
    }
    if (!isDone) {
      trying(this::beforeTheEnd);
    } else if (sums.isEmpty() && seal.isEmpty() && damages.isEmpty()) {
      trying(this::digest);
    }
    var from = lost.isEmpty() ? good : good.headSet(lost.first(), false);
    return new Verification(
        run.path().toString(),
        !sums.isEmpty() || !seal.isEmpty(),
        isDone,
        endIsMissing,
        damages,
        whole,
        from.isEmpty() ? OptionalLong.empty() : OptionalLong.of(from.last()));
  }

  private void trying(Runnable check) {
    try {
      check.run();
    } catch (RunFileException e) {
      damages.add(e.getMessage());
    }
  }

  private static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private RunFileException changed(String file, String how) {
    return new RunFileException("%s %s".formatted(run.path().resolve(file), how));
  }

  // --- checkpoints -------------------------------------------------------------------------------

  private void checkpoints() {
    var steps = new TreeSet<Long>();
    trying(() -> steps.addAll(run.checkpointSteps()));
    for (long step : steps) {
      try {
        checkpoint(step);
      } catch (RunFileException e) {
        if (exists(run.checkpointFile(step))) { // one for resumption may have gone meanwhile
          damages.add(e.getMessage());
          lost.add(step);
        }
      }
    }
    for (String file : seal.files().keySet()) {
      var step = CheckpointFile.stepOf(Path.of(file));
      if (step.isPresent() && !steps.contains(step.getAsLong())) {
        damages.add(changed(file, "is missing").getMessage());
        lost.add(step.getAsLong());
      }
    }
    if (!good.isEmpty()) {
      whole.add("%d of %d checkpoints".formatted(good.size(), good.size() + lost.size()));
    }
  }

  private void checkpoint(long step) {
    var file = OwnFile.checked(run.checkpointFile(step));
    String name = run.path().relativize(file).toString();
    if (!seal.isEmpty() && !seal.files().containsKey(name)) {
      throw changed(name, "is not among the files that DONE lists");
    }
    boolean known = !tensors || isAsSealed(name);
    var metadata = known ? Safetensors.metadata(file) : Safetensors.check(file);
    CheckpointFile.check(file, metadata, step);
    if (!seal.isEmpty() && !known) {
      throw changed(name, "is not as it was when the run ended");
    }
    var told = Sums.of(file, metadata);
    if (told.isEmpty() && !sums.isEmpty()) {
      throw changed(name, "has no sums, though checkpoints before it have");
    }
    told.ifPresent(all -> sums.put(step, all));
    good.add(step);
  }

  private boolean isAsSealed(String name) {
    String told = seal.files().get(name);
    return told != null && RunningSum.of(run.path().resolve(name)).sha256().equals(told);
  }

  // --- the other files ---------------------------------------------------------------------------

  /// A file that stays as it is from the beginning.
  private void constant(String name) {
    if (sums.isEmpty()) {
      ofSeal(name);
      return;
    }
    try {
      if (!exists(run.path().resolve(name))) {
        throw changed(name, "is missing");
      }
      var now = RunningSum.of(run.path().resolve(name));
      boolean same = sums.values().stream().allMatch(all -> all.of(name).equals(now));
      if (!same || !isAsTold(name, now)) {
        throw changed(name, "is not as it was when the run began");
      }
    } catch (RunFileException e) {
      good.clear();
      throw e;
    }
    whole.add(name);
  }

  private boolean isAsTold(String name, Sum now) {
    return seal.isEmpty() || now.sha256().equals(seal.files().get(name));
  }

  /// A file that lines or blocks are added to.
  private void growing(String name) {
    var told = new TreeMap<Long, Sum>();
    sums.forEach((step, all) -> all.ofIfThere(name).ifPresent(sum -> told.put(step, sum)));
    if (told.isEmpty()) {
      ofSeal(name);
      return;
    }
    if (!exists(run.path().resolve(name))) {
      told.forEach((step, sum) -> {
        if (sum.bytes() > 0) {
          good.remove(step);
        }
      });
      throw changed(name, "is missing");
    }
    var same = new TreeSet<Long>();
    NavigableMap<Long, Sum> now;
    try {
      now =
          RunningSum.of(
              run.path().resolve(name),
              new TreeSet<>(told.values().stream().map(Sum::bytes).toList()));
    } catch (RunFileException e) {
      good.clear();
      throw e;
    }
    told.forEach((step, sum) -> {
      if (sum.equals(now.get(sum.bytes()))) {
        same.add(step);
      } else {
        good.remove(step);
      }
    });
    if (same.size() == told.size() && isAsTold(name, now.lastEntry().getValue())) {
      whole.add(name);
      return;
    }
    if (!same.isEmpty()) {
      whole.add("%s up to step %d".formatted(name, same.last()));
    }
    throw changed(
        name,
        "is not as it was recorded, "
            + (same.isEmpty() ? "from its beginning" : "after step " + same.last()));
  }

  /// A file that only `DONE` has a sum of.
  private void ofSeal(String name) {
    String told = seal.files().get(name);
    if (told == null) {
      return;
    }
    var file = run.path().resolve(name);
    if (!exists(file)) {
      throw changed(name, "is missing");
    }
    if (!RunningSum.of(file).sha256().equals(told)) {
      throw changed(name, "is not as it was when the run ended");
    }
    whole.add(name);
  }

  /// Of a finished run of a version that knew no sums.
  private void digest() {
    if (!run.digest().equals(run.readSummary().digest())) {
      throw changed(
          RunDirectory.SUMMARY,
          "tells another digest than the metrics and the last checkpoint have");
    }
  }

  // --- a run that has not ended ------------------------------------------------------------------

  private void beforeTheEnd() {
    var provenance = run.readProvenanceIfThere();
    boolean ended = provenance.flatMap(Provenance::endedAt).isPresent();
    if (damages.isEmpty() && !sums.isEmpty()) {
      tail();
    }
    if (damages.isEmpty() && (!sums.isEmpty() || good.isEmpty()) && exists(run.eventsFile())) {
      boolean isSummarised = exists(run.summaryFile()); // asked first: the event comes before it
      var events = run.readEvents();
      boolean isOver = !events.isEmpty() && events.getLast() instanceof RunEvent.Finished;
      endIsMissing = isOver && !isEnding(provenance.flatMap(Provenance::process));
      if (!isOver && isSummarised) {
        throw changed(RunDirectory.SUMMARY, "is there, though the run has not ended");
      }
      announcedCheckpoints(events, ended);
    }
  }

  /// Between its last event and `DONE` a run reckons its digest and its sums. A process that is
  /// gone writes no more, and one that has been silent for some seconds is not at it.
  private boolean isEnding(Optional<String> process) {
    try {
      var written = Files.getLastModifiedTime(run.eventsFile(), LinkOption.NOFOLLOW_LINKS);
      return process.filter(RunProcess::isGone).isEmpty()
          && written.toInstant().isAfter(Instant.now().minusSeconds(SECONDS_TO_END));
    } catch (IOException e) {
      throw RunFileException.reading(run.eventsFile(), e);
    }
  }

  /// What was recorded after the newest checkpoint is of later steps, but for the notes that the
  /// run was interrupted and went on.
  private void tail() {
    long step = sums.lastKey();
    var last = sums.lastEntry().getValue();
    boolean probes =
        JsonLines.read(run.metricsFile(), Lines.PROBES, last.metrics().bytes()).stream()
            .anyMatch(probe -> probe.step() <= step);
    var notes =
        new ArrayList<>(JsonLines.read(run.eventsFile(), Lines.EVENTS, last.events().bytes()));
    if (!notes.isEmpty() && notes.getFirst().equals(new RunEvent.Resumed(step))) {
      notes.removeAll(Set.of(notes.getFirst(), new RunEvent.Interrupted(step)));
    }
    boolean events = notes.stream().anyMatch(event -> event.step() <= step);
    last.trace().ifPresent(sum -> LossTrace.check(run.traceFile(), sum.bytes()));
    if (probes || events) {
      throw changed(
          probes ? RunDirectory.METRICS : RunDirectory.EVENTS,
          "has lines of steps up to %d that were not there at that step".formatted(step));
    }
  }

  /// The checkpoints that the events tell of, and that of an interruption.
  private void announcedCheckpoints(List<RunEvent> events, boolean ended) {
    var announced = new TreeSet<Long>();
    for (var event : events) {
      if (event instanceof RunEvent.CheckpointWritten) {
        announced.add(event.step());
      }
    }
    if (!announced.isEmpty() && (good.isEmpty() || announced.last() > good.last())) {
      announced.removeLast(); // it may be being written
    }
    if (!events.isEmpty() && events.getLast() instanceof RunEvent.Interrupted(long step) && ended) {
      announced.add(step);
    }
    announced.removeAll(good);
    announced.removeIf(step -> exists(run.checkpointFile(step))); // written since, or told of above
    for (long step : announced) {
      lost.add(step);
      damages.add("%s is missing".formatted(run.checkpointFile(step)));
    }
  }
}
