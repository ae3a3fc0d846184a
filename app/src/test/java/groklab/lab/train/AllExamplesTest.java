package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.SpecReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run with `trainFraction = 1`, which leaves no example for validation.
class AllExamplesTest {
  @TempDir Path temporary;

  @Test
  void trainsToTheEndWithoutValidationNumbers() {
    var spec =
        new SpecReader()
            .parse(
                """
                [task]
                modulus = 5
                trainFraction = 1.0
                [model]
                width = 8
                heads = 2
                mlpWidth = 8
                [budget]
                steps = 20
                """);
    RunObserver silent =
        new RunObserver() {
          @Override
          public void progress(Progress progress) {}

          @Override
          public void event(RunEvent event) {}
        };
    try (TrainingRun run = TrainingRun.start(spec, temporary.resolve("run"), 1)) {
      assertThat(run.run(silent, () -> false))
          .isInstanceOfSatisfying(
              TrainingRun.Outcome.Finished.class,
              finished -> {
                assertThat(finished.summary().training().steps()).isEqualTo(20);
                assertThat(finished.summary().last().validationLoss()).isNaN();
              });
      assertThat(run.directory().readMetrics())
          .isNotEmpty()
          .allSatisfy(p -> assertThat(p.values()).doesNotContainKey("validation.loss"));
    }
  }
}
