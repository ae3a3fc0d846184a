package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.probe.Probe;
import groklab.lab.problem.Targets;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.SpecReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
  @TempDir Path directory;

  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  private TrainingRun run(String model) {
    var spec =
        new SpecReader()
            .parse(
                "name = \"tiny\"\n[task]\nmodulus = 7\ntrainFraction = 0.5\n[model]\n"
                    + model
                    + "\n[budget]\nsteps = 200\nstopWhen = \"never\"\n");
    var run = TrainingRun.start(spec, directory.resolve("run"), 1);
    run.run(NOBODY, () -> false);
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"width = 8\nheads = 2\nmlpWidth = 16", "kind = \"mlp\"\nwidth = 12"})
  void replayedOutputsAreThoseThatTheLastProbeMeasured(String model) {
    try (var run = run(model);
        var replay = new Replay(run.spec(), 1)) {
      replay.load(run.directory().readCheckpoint(200));
      var outputs = replay.outputsOfAll().orElseThrow();
      int right = 0;
      for (int e : replay.data().trainRows()) {
        double[] row = outputs.row(e);
        int best = 0;
        for (int c = 1; c < row.length; c++) {
          best = row[c] > row[best] ? c : best;
        }
        right += best == ((Targets.Classes) replay.data().targets()).ids()[e] ? 1 : 0;
      }
      var last = run.directory().readMetrics().getLast();
      assertThat((double) right / replay.data().trainRows().length)
          .isEqualTo(last.value(Probe.TRAIN_ACCURACY));
      assertThat(replay.losses(replay.weights()).value(Probe.TRAIN_LOSS))
          .isEqualTo(last.value(Probe.TRAIN_LOSS));
    }
  }

  @Test
  void attentionIsAProbabilityForEveryHead() {
    try (var run = run("width = 8\nheads = 2\nmlpWidth = 16");
        var replay = new Replay(run.spec(), 1)) {
      replay.load(run.directory().readCheckpoint(200));
      var pattern = replay.attention().orElseThrow();
      assertThat(pattern.rows()).isEqualTo(49 * 3);
      assertThat(pattern.cols()).isEqualTo(2 * 3);
      double[] last = pattern.row(2);
      assertThat(last[0] + last[1] + last[2]).isCloseTo(1, within(1e-6));
      assertThat(last[3] + last[4] + last[5]).isCloseTo(1, within(1e-6));
      assertThat(replay.neurons().orElseThrow().rows()).isEqualTo(49);
    }
  }
}
