package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run may be verified while it goes on, and may end meanwhile.
class VerifyMeanwhileTest {
  private static final int RUNS = 5;
  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  @TempDir private Path temp;

  private static RunSpec spec() {
    return new SpecReader()
        .parse(
            "[task]\nmodulus = 7\ntokens = \"pair\"\n[model]\nkind = \"mlp\"\nwidth = 4\n"
                + "[budget]\nsteps = 30\n[checkpoints]\nevery = 5\n");
  }

  @Test
  void aRunThatGoesOnAndEndsIsNeverCalledDamaged() throws InterruptedException {
    for (int i = 0; i < RUNS; i++) {
      try (var run = TrainingRun.start(spec(), temp.resolve("run" + i), 1)) {
        RunDirectory directory = run.directory();
        Thread training = Thread.ofPlatform().start(() -> run.run(NOBODY, () -> false));
        boolean goesOn;
        do {
          goesOn = training.isAlive();
          List<String> damages = directory.verifyRecords().damages();
          assertThat(damages).as("run %d", i).isEmpty();
        } while (goesOn);
        training.join();
        assertThat(directory.isDone()).isTrue();
      }
    }
  }
}
