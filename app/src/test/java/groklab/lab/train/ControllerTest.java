package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.RunEvent.Steered;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that decide for themselves: the same decisions whether they were interrupted or not.
class ControllerTest {
  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  private static final String BASE =
      """
      name = "tiny"
      [task]
      modulus = 7
      trainFraction = 0.5
      [model]
      kind = "mlp"
      width = 64
      [optimizer]
      learningRate = 0.03
      weightDecay = 0.2
      [training]
      batch = 16
      [budget]
      steps = 200
      stopWhen = "never"
      [probes]
      measures = ["loss", "accuracy"]
      density = 20
      """;

  private static final String RAISED =
      BASE
          + "[[controller]]\n"
          + "kind = \"raise-decay\"\n"
          + "factor = 5.0\n"
          + "every = 0.6\n"
          + "below = 0.2\n"
          + "above = 0.3\n";

  @TempDir Path directory;

  private static RunSpec spec(String toml) {
    return new SpecReader().parse(toml);
  }

  private RunDirectory finished(String toml, String name) {
    try (var run = TrainingRun.start(spec(toml), directory.resolve(name), 1)) {
      run.run(NOBODY, () -> false);
      return run.directory();
    }
  }

  private static List<Steered> steered(RunDirectory run) {
    return run.readEvents().stream()
        .filter(Steered.class::isInstance)
        .map(Steered.class::cast)
        .toList();
  }

  private static BooleanSupplier before(long step, TrainingRun run) {
    var next = new AtomicLong(run.step());
    return () -> next.getAndIncrement() >= step;
  }

  @Test
  void aControllerActsAndSaysWhy() {
    List<Steered> steered = steered(finished(RAISED, "run"));
    assertThat(steered).extracting(Steered::controller).containsOnly("raise-decay");
    double decay = 0.2;
    for (Steered each : steered) {
      decay = each.why().endsWith("less than 0.2") ? decay * 5 : decay / 5;
      assertThat(each.words()).isEqualTo("optimizer.weightDecay = " + decay);
      assertThat(each.why()).startsWith("the training loss is 0.");
    }
    assertThat(steered).anyMatch(each -> each.why().endsWith("less than 0.2"));
    assertThat(steered).anyMatch(each -> each.why().endsWith("more than 0.3"));
  }

  /// Killed one step before, at, and after every decision.
  @Test
  void anInterruptedRunDecidesTheSame() {
    RunDirectory whole = finished(RAISED, "whole");
    var stops = new TreeSet<Long>();
    for (Steered each : steered(whole)) {
      stops.addAll(List.of(each.step() - 1, each.step(), each.step() + 1));
    }
    for (long stop : stops) {
      Path path = directory.resolve("stopped-" + stop);
      try (var run = TrainingRun.start(spec(RAISED), path, 1)) {
        run.run(NOBODY, before(stop, run));
      }
      try (var run = TrainingRun.resume(path, 2)) {
        assertThat(run.step()).isEqualTo(stop);
        run.run(NOBODY, () -> false);
      }
      RunDirectory resumed = RunDirectory.open(path);
      assertThat(resumed.digest()).as("stopped before step %d", stop).isEqualTo(whole.digest());
      assertThat(steered(resumed)).isEqualTo(steered(whole));
    }
  }

  /// As if the same keys had been turned at the same steps by hand.
  @Test
  void whatItDecidesIsWhatTurnsWouldDo() {
    RunDirectory controlled = finished(RAISED, "controlled");
    var turns = new StringBuilder(BASE);
    for (Steered each : steered(controlled)) {
      String[] set = each.words().split(" = ");
      turns.append(
          "[[turn]]\nat = %d\nset = \"%s\"\nto = %s\n".formatted(each.step(), set[0], set[1]));
    }
    assertThat(finished(turns.toString(), "turned").digest()).isEqualTo(controlled.digest());
    assertThat(finished(BASE, "plain").digest()).isNotEqualTo(controlled.digest());
  }

  @Test
  void aBranchKeepsWhatWasDecidedAndDecidesOnItsOwn() {
    String every = "[checkpoints]\nevery = 50\nperDoubling = 0\n";
    RunDirectory parent = finished(RAISED + every, "parent");
    List<Steered> before = steered(parent).stream().filter(each -> each.step() <= 100).toList();
    RunSpec at = TrainingRun.specAt(parent, 100);
    assertThat("optimizer.weightDecay = " + at.optimizer().weightDecay().strength())
        .isEqualTo(before.getLast().words());
    try (var run = TrainingRun.branch(parent, 100, at, directory.resolve("branch"), 1)) {
      run.run(NOBODY, () -> false);
      assertThat(steered(run.directory()))
          .allMatch(each -> each.step() > 100 || before.contains(each));
    }
  }

  @Test
  void aControllerThatMisbehavesIsRefusedAndTheRunGoesOnWithoutIt() {
    RunDirectory run = finished(BASE + "[[controller]]\nkind = \"runaway\"\n", "run");
    assertThat(run.readEvents())
        .filteredOn(RunEvent.Distrusted.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            RunEvent.Distrusted.class,
            event -> {
              assertThat(event.step()).isGreaterThanOrEqualTo(60);
              assertThat(event.why()).startsWith("optimizer.weightDecay is nan");
            });
    assertThat(run.digest()).isEqualTo(finished(BASE, "without").digest());
  }

  @Test
  void aControllerWhoseKeyATurnTakesAwayHasNoSayAnyMoreAndTheRunGoesOn() {
    RunDirectory run =
        finished(RAISED + "[[turn]]\nat = 100\nset = \"optimizer.kind\"\nto = \"sgld\"\n", "taken");
    assertThat(run.path().resolve("DONE")).exists();
    assertThat(run.readEvents())
        .anySatisfy(event ->
            assertThat(event)
                .isInstanceOfSatisfying(
                    RunEvent.Distrusted.class,
                    refused -> {
                      assertThat(refused.step()).isGreaterThanOrEqualTo(100);
                      assertThat(refused.why())
                          .isEqualTo("it sets optimizer.weightDecay, which a turn has taken away");
                    }));
  }

  @Test
  void aControllerThatReadsWhatIsNotRecordedIsRefusedBeforeTheRun() {
    assertThatThrownBy(() -> finished(BASE + "[[controller]]\nkind = \"guard-collapse\"\n", "run"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "controller is \"guard-collapse\", which reads numerics.softmaxCollapseShare, but no"
                + " measure of the run records that; add it to probes.measures");
    assertThat(directory.resolve("run")).doesNotExist();
  }
}
