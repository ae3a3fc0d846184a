package groklab.app.monitor;

import groklab.app.console.Output;
import groklab.app.process.ExitCode;
import groklab.lab.file.FileStamp;
import groklab.lab.file.RunFileException;
import groklab.monitor.diagnosis.Condition;
import groklab.monitor.diagnosis.DiagnosedRun;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.diagnosis.Question;
import groklab.monitor.importer.FoundLog;
import groklab.monitor.importer.LogFinder;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.StepUnit;
import groklab.monitor.series.Curves;
import groklab.monitor.series.CurvesReader;
import groklab.monitor.watch.Change;
import groklab.monitor.watch.Hopeless;
import groklab.monitor.watch.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One `groklab watch` from its first look to its end.
final class WatchSession {
  /// Of the time that passes, reading takes at most a tenth.
  private static final int SHARE = 10;

  private final Path path;
  private final Goal goal;
  private final Output output;
  private final Optional<EventProgram> program;
  private final CurvesReader reader;
  private final Question question;
  private final LogFinder finder = new LogFinder();
  private final Map<Path, Watch> watches = new HashMap<>();
  private String trouble = "";
  private long newest;

  /// When to end.
  ///
  /// @param reached by the condition of every set of every run
  /// @param hopeless likewise
  /// @param quiet so long without a new point
  record Goal(
      Optional<Predicate<Condition>> reached,
      Optional<Hopeless> hopeless,
      Optional<Duration> quiet) {}

  WatchSession(Path path, Known known, Goal goal, Output output, Optional<EventProgram> program) {
    this.path = path;
    this.goal = goal;
    this.output = output;
    this.program = program;
    this.reader = new CurvesReader(known.names());
    this.question = known.question();
  }

  /// A run as it was seen in a look.
  private record Seen(RunLog log, Curves curves, List<Diagnosis> diagnoses) {}

  /// @param stopped counted down when somebody wants it to end
  /// @return the exit code
  int follow(Duration every, CountDownLatch stopped) throws InterruptedException {
    Map<Path, List<FileStamp>> before = Map.of();
    boolean looked = false;
    long fresh = System.nanoTime();
    while (true) {
      long start = System.nanoTime();
      Optional<List<FoundLog>> found = found();
      Map<Path, List<FileStamp>> now = found.map(WatchSession::stamps).orElse(before);
      if (found.isPresent() && (!looked || !now.equals(before))) {
        before = now;
        looked = true;
        fresh = start;
        Optional<Integer> end = look(found.get());
        if (end.isPresent()) {
          return end.get();
        }
      }
      long spent = System.nanoTime() - start;
      long pause = Math.max(every.toNanos(), SHARE * spent);
      if (stopped.await(pause, TimeUnit.NANOSECONDS)) {
        return ExitCode.INTERRUPTED;
      }
      Duration silence = Duration.ofNanos(System.nanoTime() - fresh);
      boolean isQuiet = goal.quiet.isPresent() && silence.compareTo(goal.quiet.get()) >= 0;
      if (isQuiet && found().map(WatchSession::stamps).orElse(before).equals(before)) {
        String words = "nothing new for %s".formatted(text(silence));
        event("ended", path.toString(), "", newest, words, null);
        return goal.reached.isPresent() ? ExitCode.NOT_REACHED : ExitCode.DONE;
      }
    }
  }

  private static Map<Path, List<FileStamp>> stamps(List<FoundLog> found) {
    return found.stream().collect(Collectors.toMap(FoundLog::path, FoundLog::stamps));
  }

  /// Empty while the path cannot be looked through, which is said once.
  private Optional<List<FoundLog>> found() {
    try {
      return Optional.of(finder.look(path));
    } catch (RunFileException e) {
      remark(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void remark(String sentence) {
    if (!sentence.equals(trouble)) {
      trouble = sentence;
      output.remark(sentence + ". Waiting for it.");
    }
  }

  private Optional<Integer> look(List<FoundLog> found) {
    List<Seen> all = new ArrayList<>();
    for (FoundLog each : found) {
      try {
        each.read().forEach(log -> see(log).ifPresent(all::add));
      } catch (RunFileException e) {
        remark(String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }
    if (all.isEmpty()) {
      remark("%s holds no losses and no accuracies yet".formatted(path));
      return Optional.empty();
    }
    all.forEach(this::tell);
    return ending(all);
  }

  private Optional<Seen> see(RunLog log) {
    if (log.points() == 0) {
      return Optional.empty();
    }
    Curves curves = reader.read(log);
    return curves.isEmpty()
        ? Optional.empty()
        : Optional.of(new Seen(log, curves, DiagnosedRun.of(log, curves, question).diagnoses()));
  }

  private void tell(Seen seen) {
    Watch watch = watches.computeIfAbsent(seen.log.path(), _ -> new Watch());
    StepUnit unit = seen.curves.unit();
    for (Change each : watch.look(seen.log, seen.curves, seen.diagnoses)) {
      String run = seen.log.path().toString();
      switch (each) {
        case Change.Turned turned ->
            event("turned", run, each.about(), each.step(), each.words(unit), turned.now().label());
        case Change.Leapt _ ->
            event("leapt", run, each.about(), each.step(), each.words(unit), null);
      }
    }
  }

  private Optional<Integer> ending(List<Seen> all) {
    boolean reached =
        goal.reached
            .map(wanted ->
                all.stream()
                    .flatMap(each -> each.diagnoses.stream())
                    .allMatch(each -> wanted.test(each.condition())))
            .orElse(false);
    newest = all.stream().mapToLong(each -> Watch.lastStep(each.curves)).max().orElse(0);
    if (reached) {
      event("reached", path.toString(), "", newest, "what --until names is reached", null);
      return Optional.of(ExitCode.DONE);
    }
    boolean hopeless =
        goal.hopeless
            .map(rule ->
                all.stream()
                    .allMatch(each -> rule.holds(each.diagnoses, Watch.lastStep(each.curves))))
            .orElse(false);
    if (hopeless) {
      event("hopeless", path.toString(), "", newest, "nothing speaks for going on", null);
      return Optional.of(ExitCode.HOPELESS);
    }
    return Optional.empty();
  }

  private void event(
      String name, String run, String about, long step, String words, @Nullable String verdict) {
    String subject = about.isEmpty() ? run : run + ": " + about;
    OffsetDateTime now = OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    output.line("%tT %s at %,d: %s".formatted(now, subject, step, words));
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("event", name);
    data.put("time", now.toString());
    data.put("run", run);
    data.put("about", about);
    data.put("step", step);
    data.put("verdict", verdict);
    data.put("text", words);
    output.jsonLine(data);
    program.ifPresent(each ->
        each.tell(List.of(name, run, about, String.valueOf(step)), Output.jsonLineOf(data)));
  }

  private static String text(Duration time) {
    return time.toMinutes() >= 2 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}
