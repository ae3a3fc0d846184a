package groklab.app.study;

import groklab.app.console.Console;
import groklab.app.console.Output;
import groklab.app.process.ExitCode;
import groklab.lab.file.FolderLock;
import groklab.lab.file.RunFileException;
import groklab.lab.kind.SpecException;
import groklab.study.engine.Forecast;
import groklab.study.engine.SweepEngine;
import groklab.study.engine.Workload;
import groklab.study.refine.Refinement;
import groklab.study.store.StoreTail;
import groklab.study.store.SweepFolder;
import groklab.study.sweep.Job;
import groklab.study.sweep.Jobs;
import groklab.study.sweep.Outcome;
import groklab.web.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A sweep as a person at the console sees it: what it asks, how it goes on, what came of it.
final class SweepSession {
  private final Console console;
  private final Output output;
  private final int workers;

  SweepSession(Console console, Output output, int workers) {
    this.console = console;
    this.output = output;
    this.workers = workers;
  }

  /// What was asked besides the sweep itself.
  record Order(
      boolean resume,
      boolean retry,
      int refine,
      String engine,
      String master,
      SweepCommand.Shard shard) {}

  /// Says what a sweep will take.
  int forecast(SweepFile file) {
    List<Job> jobs = file.jobs();
    output.line(opening(file, jobs.size()));
    output.remark("Up to three of them are tried for some seconds each.");
    Forecast forecast = Forecast.of(new Workload(jobs), workers);
    output.line(
        ("%s with %d at a time, if every run uses its whole budget and nothing else uses the"
                + " processors; the start and the figures come on top. About %d MiB of memory.")
            .formatted(
                atMost(forecast.seconds()), workers, Math.ceilDiv(forecast.bytes(), 1L << 20)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", file.sweep().name());
    data.put("cells", file.sweep().cells());
    data.put("runs", jobs.size());
    data.put("secondsAtMost", forecast.seconds());
    data.put("workers", workers);
    data.put("bytes", forecast.bytes());
    output.json(data);
    return ExitCode.DONE;
  }

  /// In whole seconds, but never none of them.
  private static String atMost(double seconds) {
    return seconds < 1 ? "Less than 1 s" : "At most " + duration(Math.ceil(seconds));
  }

  private static String opening(SweepFile file, int runs) {
    return "%s: %s of %s, %s with %d seed%s each."
        .formatted(
            file.sweep().name(),
            Words.count(runs, "run", "runs"),
            file.base().name(),
            Words.count(file.sweep().cells(), "cell", "cells"),
            file.sweep().seeds().size(),
            file.sweep().seeds().size() == 1 ? "" : "s");
  }

  /// Runs what has not ended yet.
  ///
  /// @param path of the sweep's folder
  /// @return the exit code
  int run(SweepFile file, Path path, Order order, BooleanSupplier stop) {
    SweepEngine engine = engine(order.engine());
    engine.requireThere(order.master());
    List<Job> all = file.jobs();
    Path here = order.shard().isAll() ? path : SweepFolder.shard(path, order.shard().part());
    SweepFolder folder = folder(file, here, order.resume());
    try (FolderLock _ = folder.lock()) {
      Set<String> known = known(folder, order.retry());
      List<Job> mine = mine(all, order.shard());
      List<Job> missing = mine.stream().filter(job -> !known.contains(job.id())).toList();
      output.remark(opening(file, all.size()));
      output.remark(
          "%s to %s, %,d of them have ended before."
              .formatted(
                  order.resume() ? "Going on" : "Writing", here, mine.size() - missing.size()));
      folder.store().open(order.shard().part()).close(); // cuts a torn line, also if nothing is run
      if (!missing.isEmpty()) {
        folder.unseal();
        train(file, missing, folder, engine, order, stop);
      }
      if (order.refine() > 0 && !stop.getAsBoolean()) {
        refine(file, folder, engine, order, stop);
      }
      return new SweepEnd(output, folder).tell(mine, stop.getAsBoolean());
    } catch (RunFileException e) {
      throw e.stopping("sweep %s --resume".formatted(here));
    }
  }

  /// Spends runs where the verdict changes, round by round.
  private void refine(
      SweepFile file, SweepFolder folder, SweepEngine engine, Order order, BooleanSupplier stop) {
    var refinement = new Refinement(file.sweep());
    int left = order.refine();
    List<Job> round = begun(file, folder);
    while (!stop.getAsBoolean()) {
      if (round.isEmpty()) {
        int cells = left / file.sweep().seeds().size();
        List<SequencedMap<String, String>> next = refinement.next(ended(folder));
        round =
            next.stream()
                .limit(cells)
                .flatMap(cell -> Jobs.of(cell, file.sweep().seeds(), file.base()).stream())
                .toList();
        if (round.isEmpty()) {
          output.remark(
              next.isEmpty()
                  ? "No verdict changes between neighbours any more; %,d runs were not needed."
                      .formatted(left)
                  : "The refinement's runs are spent%s."
                      .formatted(
                          left == 0
                              ? ""
                              : " but for %,d, fewer than a cell has seeds".formatted(left)));
          return;
        }
        output.remark(
            "Refining where the verdict changes, cells: %,d."
                .formatted(round.size() / file.sweep().seeds().size()));
      }
      folder.unseal();
      train(file, round, folder, engine, order, stop);
      left -= round.size();
      round = List.of();
    }
  }

  /// Runs that are missing in cells of an earlier refinement, which was interrupted.
  private static List<Job> begun(SweepFile file, SweepFolder folder) {
    List<Outcome> ended = ended(folder);
    Set<String> ids = ended.stream().map(Outcome::id).collect(Collectors.toSet());
    return ended.stream()
        .map(Outcome::settings)
        .distinct()
        .filter(cell -> cell.keySet().equals(file.keys()))
        .flatMap(cell -> Jobs.of(cell, file.sweep().seeds(), file.base()).stream())
        .filter(job -> !ids.contains(job.id()))
        .toList();
  }

  private static List<Outcome> ended(SweepFolder folder) {
    StoreTail runs = folder.store().follow();
    runs.readOn();
    return runs.outcomes();
  }

  /// The runs that need not be run.
  private static Set<String> known(SweepFolder folder, boolean retry) {
    return ended(folder).stream()
        .filter(run -> !retry || run.failure().isEmpty())
        .map(Outcome::id)
        .collect(Collectors.toSet());
  }

  private void train(
      SweepFile file,
      List<Job> jobs,
      SweepFolder folder,
      SweepEngine engine,
      Order order,
      BooleanSupplier stop) {
    double minutes = file.sweep().minutes();
    try (var view = new SweepProgress(console, file.sweep(), ended(folder), jobs.size())) {
      engine.run(
          new SweepEngine.Task(
              new Workload(jobs).longestFirst(),
              folder.store(),
              order.shard().part(),
              workers,
              order.master(),
              minutes == 0
                  ? Optional.empty()
                  : Optional.of(Instant.now().plus(Duration.ofMillis((long) (minutes * 60_000)))),
              stop),
          view);
    }
  }

  /// Every n-th of the longest first, so that shards take about as long.
  private static List<Job> mine(List<Job> all, SweepCommand.Shard shard) {
    if (shard.isAll()) {
      return all;
    }
    List<Job> ordered = new Workload(all).longestFirst();
    return IntStream.range(0, ordered.size())
        .filter(i -> i % shard.count() == shard.index())
        .mapToObj(ordered::get)
        .toList();
  }

  private static SweepFolder folder(SweepFile file, Path path, boolean resume) {
    if (resume && SweepFolder.is(path)) {
      SweepFolder folder = SweepFolder.open(path);
      folder.requireWhole();
      folder.change(file.text(), file.base());
      return folder;
    }
    return SweepFolder.create(path, file.text(), file.base());
  }

  /// @throws SpecException if there is none of that name
  static SweepEngine engine(String name) {
    List<SweepEngine> engines =
        ServiceLoader.load(SweepEngine.class).stream().map(ServiceLoader.Provider::get).toList();
    return engines.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new SpecException(
                ("There is no engine %s; expected local or spark, which ./groklab and spark-submit"
                        + " bring where it is asked for")
                    .formatted(name)));
  }

  /// Takes what shards have left in folders below the sweep's into its own store.
  int merge(Path path) {
    List<Path> shards = SweepFolder.shards(path);
    if (shards.isEmpty()) {
      throw new RunFileException(
          "%s holds no shard-* folders of a sweep; write the --out of the shards".formatted(path));
    }
    List<SweepFolder> parts = shards.stream().map(SweepFolder::open).toList();
    SweepFile first = SweepFile.read(parts.getFirst().sweepFile());
    parts.forEach(part -> part.requireSameBase(parts.getFirst()));
    parts.forEach(part -> requireSameQuestion(part, parts.getFirst(), first));
    parts.forEach(SweepFolder::requireWhole);
    boolean again = SweepFolder.is(path);
    SweepFolder folder =
        again ? SweepFolder.open(path) : SweepFolder.beside(path, first.text(), first.base());
    try (FolderLock _ = folder.lock()) {
      if (again) {
        folder.change(first.text(), first.base());
      }
      int taken = folder.store().merge(parts.stream().map(SweepFolder::store).toList(), "merged");
      output.remark(
          "%s taken from %s.".formatted(counted(taken, "run"), counted(parts.size(), "shard")));
      return new SweepEnd(output, folder).tell(first.jobs(), false);
    }
  }

  /// Else runs that one of them does not know of would be missing without a word.
  private static void requireSameQuestion(SweepFolder part, SweepFolder other, SweepFile asked) {
    if (!part.readSweep().equals(asked.sweep())) {
      throw new RunFileException(
          ("%s and %s have been given different sweep files; run each part with the same one"
                  + " (--shard I/N --resume), then merge")
              .formatted(part.path(), other.path()));
    }
  }

  /// `1 run`, `12 runs`.
  static String counted(long number, String one) {
    return "%,d %s%s".formatted(number, one, number == 1 ? "" : "s");
  }

  static String duration(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600
        ? "%d min %d s".formatted(s / 60, s % 60)
        : String.format(Locale.ROOT, "%,d h %d min", s / 3600, s / 60 % 60);
  }

  /// Words for the end of a run.
  static String verdict(Outcome run) {
    return run.failure().isPresent()
        ? "failed"
        : run.verdict().map(v -> v.label()).orElse("not decided");
  }
}
