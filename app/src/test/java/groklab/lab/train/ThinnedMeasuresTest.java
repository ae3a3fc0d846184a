package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.ProbeAccount;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.SpecReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run with a measure that is too dear for every probe: the gradient of a nearly complete table.
class ThinnedMeasuresTest {
  private static final String DEAR = "gradient.l2";
  private static final String RUN =
      """
      [task]
      modulus = 7
      trainFraction = 0.9
      [model]
      width = 64
      heads = 2
      mlpWidth = 256
      [budget]
      steps = 200
      stopWhen = "never"
      [probes]
      measures = ["loss", "accuracy", "weights.l2", "gradient.l2"]
      [checkpoints]
      perDoubling = 0
      """;

  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  @TempDir private Path folder;

  private RunDirectory start(String name, long stopAt) {
    Path path = folder.resolve(name);
    try (TrainingRun run = TrainingRun.start(new SpecReader().parse(RUN), path, 1)) {
      run.run(NOBODY, () -> run.step() >= stopAt);
    }
    return RunDirectory.open(path);
  }

  @Test
  void aDearMeasureIsTakenWheneverTheStepsHavePaidForIt() {
    RunDirectory run = start("whole", Long.MAX_VALUE);
    ProbeAccount account = run.readProvenance().probes().orElseThrow();
    assertThat(account.thinned()).hasSize(1);
    ProbeAccount.Thinned thinned = account.thinned().getFirst();
    assertThat(thinned.measures()).containsExactly(DEAR);
    assertThat(thinned.everySteps())
        .isEqualTo((long) Math.ceil(thinned.operations() / (0.04 * account.stepOperations())));
    List<Probe> probes = run.readMetrics();
    List<Long> taken =
        probes.stream().filter(p -> p.values().containsKey(DEAR)).map(Probe::step).toList();
    assertThat(taken).hasSizeGreaterThan(2);
    assertThat(taken.getFirst()).isGreaterThanOrEqualTo(thinned.everySteps());
    assertThat(taken.size()).isLessThan(probes.size() / 2);
    for (int i = 1; i < taken.size(); i++) {
      assertThat(taken.get(i) - taken.get(i - 1)).isGreaterThanOrEqualTo(thinned.everySteps());
    }
    assertThat(probes).allSatisfy(p -> assertThat(p.values()).containsKey("weights.l2"));
    assertThat(account.seconds()).isPositive();
  }

  @Test
  void aResumedRunTakesItAtTheSameProbes() {
    RunDirectory whole = start("whole", Long.MAX_VALUE);
    for (long stopAt : new long[] {1, 57, 130}) {
      RunDirectory run = start("stopped-" + stopAt, stopAt);
      double before = run.readProvenance().probes().orElseThrow().seconds();
      try (TrainingRun resumed = TrainingRun.resume(run.path(), 2)) {
        resumed.run(NOBODY, () -> false);
      }
      assertThat(run.readMetrics()).isEqualTo(whole.readMetrics());
      assertThat(run.digest()).isEqualTo(whole.digest());
      assertThat(run.readProvenance().probes().map(ProbeAccount::seconds).orElseThrow())
          .isGreaterThan(before);
    }
  }

  @Test
  void whatDoesNotApplyIsRefusedByNameAndLeftOutOfAGroup() {
    var reader = new SpecReader();
    var whole = reader.override(reader.parse(RUN), List.of("task.trainFraction=1.0"));
    Path path = folder.resolve("run");
    var named = reader.override(whole, List.of("probes.measures=[\"swappedCells\"]"));
    assertThatThrownBy(() -> TrainingRun.start(named, path, 1).close())
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "probes.measures names swappedCells, which does not apply to this run: there are no"
                + " validation examples");
    assertThat(path).doesNotExist();
    var group =
        reader.override(whole, List.of("probes.measures=[\"behaviour\"]", "budget.steps=3"));
    Path other = folder.resolve("other");
    try (TrainingRun run = TrainingRun.start(group, other, 1)) {
      run.run(NOBODY, () -> false);
    }
    assertThat(RunDirectory.open(other).readProvenance().probes().map(ProbeAccount::notApplicable))
        .hasValueSatisfying(
            left -> assertThat(left).containsOnlyKeys("swappedCells", "strategyDistance"));
    assertThat(Optional.of(RunDirectory.open(other).readMetrics().getLast().values()))
        .hasValueSatisfying(values -> assertThat(values).containsKey("train.calibration"));
  }
}
