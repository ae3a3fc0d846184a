package groklab.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.UserError;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.study.engine.LocalEngine;
import groklab.study.engine.SweepEngine;
import groklab.study.store.Row;
import groklab.study.store.Row.End;
import groklab.study.store.RunStore;
import groklab.study.sweep.Axis;
import groklab.study.sweep.Job;
import groklab.study.sweep.Jobs;
import groklab.study.sweep.Outcome;
import groklab.study.sweep.SweepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Spark itself, in this process.
class SparkEngineTest {
  private static final String HERE = "local[2]";

  @TempDir private Path folder;
  private RunStore store;

  @BeforeEach
  void makeStore() throws IOException {
    store = new RunStore(Files.createDirectory(folder.resolve("spark")));
  }

  @Test
  void givesTheRunsThatThisMachineGivesEachOnce() throws IOException {
    List<Job> jobs = new ArrayList<>(jobs(20));
    jobs.add(new Job("impossible", Map.of(), 0, "[task]\nkind = \"nothing\"\n"));
    RunStore local = new RunStore(Files.createDirectory(folder.resolve("local")));
    new LocalEngine().run(task(jobs, local, "", () -> false), run -> {});
    List<Outcome> told = new ArrayList<>();
    new SparkEngine().run(task(jobs, store, HERE, () -> false), told::add);

    assertThat(results(store)).isEqualTo(results(local)).hasSize(jobs.size());
    assertThat(told)
        .extracting(Outcome::id)
        .containsExactlyInAnyOrderElementsOf(jobs.stream().map(Job::id).toList());
    assertThat(told).filteredOn(run -> run.failure().isPresent()).hasSize(1);

    // as if every machine had been thought lost
    new SparkEngine().run(task(jobs, store, HERE, () -> false), run -> {});
    assertThat(store.parts()).hasSize(2 * jobs.size());
    assertThat(results(store)).isEqualTo(results(local));
  }

  @Test
  void dropsWhatGoesOnWhenItIsToStop() {
    List<Outcome> told = new ArrayList<>();
    List<Job> jobs = jobs(100_000_000);
    new SparkEngine().run(task(jobs.subList(0, 1), store, HERE, stopAfterSeconds(2)), told::add);
    assertThat(told).isEmpty();
    assertThat(store.parts()).isEmpty();
  }

  @Test
  void saysWhatAWorkerCouldNotDo() throws IOException {
    Files.delete(folder.resolve("spark"));
    assertThatThrownBy(
            () -> new SparkEngine().run(task(jobs(1), store, HERE, () -> false), run -> {}))
        .hasMessageStartingWith(folder.resolve("spark").toString())
        .hasMessageContaining("was not written")
        .isInstanceOfSatisfying(
            ClusterException.class,
            error -> assertThat(error.exitCode()).isEqualTo(UserError.FAILED));
  }

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(SweepEngine.class))
        .filteredOn(engine -> engine.name().equals("spark"))
        .singleElement()
        .isInstanceOf(SparkEngine.class);
  }

  private static BooleanSupplier stopAfterSeconds(int seconds) {
    long begin = System.nanoTime();
    return () -> System.nanoTime() - begin > seconds * 1_000_000_000L;
  }

  private static SweepEngine.Task task(
      List<Job> jobs, RunStore store, String master, BooleanSupplier stop) {
    return new SweepEngine.Task(jobs, store, "test", 2, master, Optional.empty(), stop);
  }

  /// Six runs of a network of 16 neurons that adds modulo 7.
  private static List<Job> jobs(long steps) {
    RunSpec base =
        new SpecReader()
            .parse(
                """
                [task]
                kind = "modular"
                operation = "add"
                modulus = 7
                [model]
                kind = "mlp"
                width = 16
                [budget]
                steps = %d
                """
                    .formatted(steps));
    Axis axis =
        new Axis(
            List.of("optimizer.weightDecay"),
            List.of(List.of("0.1"), List.of("0.5"), List.of("1.0")));
    return Jobs.of(
        new SweepSpec("test", "test", List.of(), List.of(axis), List.of(0L, 1L), 0), base);
  }

  private static Map<String, List<Object>> results(RunStore store) {
    return store.rows().values().stream()
        .collect(Collectors.toMap(Row::id, SparkEngineTest::withoutTime));
  }

  /// All of a row that must be the same wherever it was run.
  private static List<Object> withoutTime(Row row) {
    return switch (row.end()) {
      case End.Finished done ->
          List.of(row.outcome(), done.summary().digest(), done.reason(), done.probes());
      case End.Failed(String cause) -> List.of(row.outcome(), cause);
    };
  }
}
