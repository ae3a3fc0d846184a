package groklab.study.engine;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.SpecReader;
import groklab.lab.train.RunObserver;
import groklab.lab.train.TrainingRun;
import groklab.study.SampleRuns;
import groklab.study.store.Row;
import groklab.study.store.Row.End;
import groklab.study.store.RunStore;
import groklab.study.sweep.Job;
import groklab.study.sweep.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEngineTest {
  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  @TempDir private Path folder;

  private List<Outcome> run(
      List<Job> jobs, int workers, Optional<Instant> until, BooleanSupplier stop) {
    List<Outcome> told = new ArrayList<>();
    new LocalEngine()
        .run(
            new SweepEngine.Task(jobs, new RunStore(folder), "local", workers, "", until, stop),
            run -> {
              synchronized (told) {
                told.add(run);
              }
            });
    return told;
  }

  @Test
  void runsEachJobOnceAndTellsOfIt() {
    List<Job> jobs = SampleRuns.jobs();
    List<Outcome> told = run(jobs, 3, Optional.empty(), () -> false);
    assertThat(told).extracting(Outcome::id).containsExactlyInAnyOrderElementsOf(ids(jobs));
    assertThat(new RunStore(folder).rows()).containsOnlyKeys(ids(jobs));
  }

  private static List<String> ids(List<Job> jobs) {
    return jobs.stream().map(Job::id).toList();
  }

  @Test
  void computesWhatARunWithADirectoryComputesToTheBit() {
    run(SampleRuns.jobs(), 2, Optional.empty(), () -> false);
    Map<String, Row> rows = new RunStore(folder).rows();
    for (Job job : SampleRuns.jobs()) {
      Path path = folder.resolve("run-" + job.id());
      try (var run = TrainingRun.start(new SpecReader().parse(job.spec()), path, 2)) {
        run.run(NOBODY, () -> false);
        assertThat(Objects.requireNonNull(rows.get(job.id())).end())
            .isInstanceOfSatisfying(
                End.Finished.class,
                done -> {
                  assertThat(done.summary().digest()).isEqualTo(run.directory().digest());
                  assertThat(done.probes()).isEqualTo(run.directory().readMetrics());
                  assertThat(done.summary().course())
                      .isEqualTo(run.directory().readSummary().course());
                });
      }
    }
  }

  @Test
  void recordsARunThatCannotBeRunAndGoesOn() {
    List<Job> jobs = new ArrayList<>(SampleRuns.jobs());
    Job broken = jobs.getFirst();
    String impossible = broken.spec().replace("kind = \"mlp\"", "kind = \"nothing\"");
    jobs.set(0, new Job("broken", broken.settings(), broken.seed(), impossible));
    run(jobs, 1, Optional.empty(), () -> false);
    assertThat(new RunStore(folder).rows()).hasSize(4);
    assertThat(Objects.requireNonNull(new RunStore(folder).rows().get("broken")).end())
        .isInstanceOfSatisfying(
            End.Failed.class, failed -> assertThat(failed.cause()).contains("\"nothing\""));
  }

  @Test
  void keepsWhatHasEndedWhenItIsStopped() {
    var asked = new AtomicInteger();
    run(SampleRuns.jobs(), 1, Optional.empty(), () -> asked.incrementAndGet() > 40);
    Map<String, Row> kept = new RunStore(folder).rows();
    assertThat(kept).hasSize(1);
    run(
        SampleRuns.jobs().stream().filter(job -> !kept.containsKey(job.id())).toList(),
        1,
        Optional.empty(),
        () -> false);
    assertThat(new RunStore(folder).rows()).containsOnlyKeys(ids(SampleRuns.jobs()));
  }

  @Test
  void beginsNothingAfterItsTime() {
    assertThat(run(SampleRuns.jobs(), 2, Optional.of(Instant.EPOCH), () -> false)).isEmpty();
  }
}
