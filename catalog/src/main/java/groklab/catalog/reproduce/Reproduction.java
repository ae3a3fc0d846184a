package groklab.catalog.reproduce;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Tier;
import groklab.catalog.check.Evidence;
import groklab.catalog.check.Finding;
import groklab.lab.file.FolderLock;
import groklab.lab.file.RunFileException;
import groklab.study.engine.SweepEngine;
import groklab.study.engine.Workload;
import groklab.study.store.Row;
import groklab.study.store.RunStore;
import groklab.study.store.StoreTail;
import groklab.study.sweep.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Runs what claims ask for and judges them. Runs are kept in a store, by the sum of their spec:
/// what is there is not run again, and claims of several systems share it.
public final class Reproduction {
  private final Path folder;
  private final SweepEngine engine;
  private final int workers;

  /// @param folder of the store, made if it is not there; one for each version of Groklab
  /// @param workers runs at a time
  public Reproduction(Path folder, SweepEngine engine, int workers) {
    this.folder = folder;
    this.engine = engine;
    this.workers = workers;
  }

  /// What was found of one claim.
  ///
  /// @param runs that it rests on
  /// @param seconds of training that these took
  public record Judged(Claim claim, Finding finding, int runs, double seconds) {}

  /// The runs that an entry's claims of a tier need and that have not come to their end: one that
  /// failed, for want of a file or of memory, is tried again.
  public List<Job> missing(Entry entry, Tier tier) {
    StoreTail tail = tail();
    return jobs(entry, tier).values().stream()
        .flatMap(List::stream)
        .filter(job ->
            !tail.ids().contains(job.id()) || tail.row(job.id()).end() instanceof Row.End.Failed)
        .collect(Collectors.toMap(Job::id, job -> job, (first, _) -> first, LinkedHashMap::new))
        .sequencedValues()
        .stream()
        .toList();
  }

  private static SequencedMap<String, List<Job>> jobs(Entry entry, Tier tier) {
    SequencedMap<String, List<Job>> jobs = new LinkedHashMap<>();
    for (Claim claim : entry.claims(tier)) {
      for (String name : claim.check().needs()) {
        Experiment experiment = entry.experiment(name);
        jobs.computeIfAbsent(name, _ -> experiment.jobs());
      }
    }
    return jobs;
  }

  private StoreTail tail() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw RunFileException.writing(folder, e, "no run was begun");
    }
    StoreTail tail = new RunStore(folder).follow();
    tail.readOn();
    return tail;
  }

  /// Runs what is missing.
  ///
  /// @param stop asked often; runs that go on are dropped, what has ended is kept
  /// @throws RunFileException if another process fills the folder
  public void run(List<Job> jobs, SweepEngine.Watcher watcher, BooleanSupplier stop) {
    try (FolderLock _ = FolderLock.take(folder, "is being filled by groklab reproduce")) {
      engine.run(
          new SweepEngine.Task(
              new Workload(jobs).longestFirst(),
              new RunStore(folder),
              "local",
              workers,
              "",
              Optional.empty(),
              stop),
          watcher);
    }
  }

  /// Judges the claims of a tier by the runs that are there.
  public List<Judged> judge(Entry entry, Tier tier) {
    StoreTail tail = tail();
    Map<String, List<Job>> jobs = jobs(entry, tier);
    List<Judged> judged = new ArrayList<>();
    for (Claim claim : entry.claims(tier)) {
      Map<String, List<Row>> runs = new LinkedHashMap<>();
      for (String name : claim.check().needs()) {
        runs.put(name, rows(tail, jobs.getOrDefault(name, List.of())));
      }
      judged.add(
          new Judged(
              claim,
              claim.check().judge(new Evidence(runs)),
              runs.values().stream().mapToInt(List::size).sum(),
              runs.values().stream()
                  .flatMap(List::stream)
                  .mapToDouble(Reproduction::seconds)
                  .sum()));
    }
    return judged;
  }

  private static List<Row> rows(StoreTail tail, List<Job> jobs) {
    return jobs.stream()
        .filter(job -> tail.ids().contains(job.id()))
        .map(job -> tail.row(job.id()))
        .toList();
  }

  /// The runs that are there of all experiments of an entry, in its order.
  public Evidence evidence(Entry entry) {
    StoreTail tail = tail();
    Map<String, List<Row>> runs = new LinkedHashMap<>();
    for (Experiment experiment : entry.experiments()) {
      runs.put(experiment.name(), rows(tail, experiment.jobs()));
    }
    return new Evidence(runs);
  }

  private static double seconds(Row row) {
    return row.end() instanceof Row.End.Finished done ? done.summary().training().seconds() : 0;
  }
}
