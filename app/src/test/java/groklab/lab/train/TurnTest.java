package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.graph.Slot;
import groklab.lab.kind.SpecException;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.RunEvent.Turned;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.update.WeightDecay;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Turns: at their step, once, and the same whether the run was interrupted or not.
class TurnTest {
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
      weightDecay = 0
      [training]
      batch = 16
      [budget]
      steps = 200
      stopWhen = "never"
      [probes]
      measures = ["loss", "accuracy"]
      density = 20
      """;

  private static final String TURNS =
      BASE
          + """
          [[turn]]
          at = 60
          set = "optimizer.weightDecay"
          to = 0.2
          [[turn]]
          at = 90
          set = "optimizer.stage"
          to = [{ kind = "grokfast-ema", alpha = 0.9 }]
          [[turn]]
          at = 120
          set = "task.trainFraction"
          to = 0.4
          [[turn]]
          on = "memorised"
          action = "scale"
          factor = 0.5
          [[turn]]
          on = "measure"
          measure = "train.loss"
          side = "below"
          level = 0.5
          action = "reset"
          parameters = ["layers.0.b"]
          """;

  /// The right logit's gradient goes and comes back; a low learning rate becomes a high one.
  private static final String KNOBS =
      BASE
          + """
          [[turn]]
          at = 40
          set = "training.loss"
          to = "muted-cross-entropy"
          [[turn]]
          at = 90
          set = "training.loss"
          to = "cross-entropy"
          [[turn]]
          at = 120
          set = "optimizer.learningRate"
          to = 0.1
          """;

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

  private static List<Turned> turned(RunDirectory run) {
    return run.readEvents().stream()
        .filter(Turned.class::isInstance)
        .map(Turned.class::cast)
        .toList();
  }

  private static BooleanSupplier before(long step, TrainingRun run) {
    var next = new AtomicLong(run.step());
    return () -> next.getAndIncrement() >= step;
  }

  @Test
  void eachTurnHappensOnceAtItsStep() {
    List<Turned> turned = turned(finished(TURNS, "run"));
    assertThat(turned.stream().map(Turned::turn)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(turned)
        .contains(
            new Turned(60, 0, "optimizer.weightDecay = 0.2"),
            new Turned(120, 2, "task.trainFraction = 0.4"));
  }

  /// Interrupted one step before, at, and after every turn.
  @ParameterizedTest
  @ValueSource(strings = {TURNS, KNOBS})
  void anInterruptedRunEndsWithTheSameDigest(String turns) {
    RunDirectory whole = finished(turns, "whole");
    var stops = new TreeSet<Long>();
    for (Turned turn : turned(whole)) {
      stops.addAll(List.of(turn.step() - 1, turn.step(), turn.step() + 1));
    }
    stops.removeIf(step -> step < 1);
    for (long stop : stops) {
      Path path = directory.resolve("stopped-" + stop);
      try (var run = TrainingRun.start(spec(turns), path, 1)) {
        run.run(NOBODY, before(stop, run));
      }
      try (var run = TrainingRun.resume(path, 2)) {
        assertThat(run.step()).isEqualTo(stop);
        run.run(NOBODY, () -> false);
      }
      RunDirectory resumed = RunDirectory.open(path);
      assertThat(resumed.digest()).as("stopped before step %d", stop).isEqualTo(whole.digest());
      assertThat(turned(resumed)).isEqualTo(turned(whole));
    }
  }

  /// One run that dies one step before, at, and after every turn, and goes on each time from its
  /// last checkpoint, which may lie before a turn that it had done already.
  @ParameterizedTest
  @ValueSource(strings = {TURNS, KNOBS})
  void aRunThatDiesAroundItsTurnsEndsWithTheSameDigest(String turns) {
    String toml = turns + "[checkpoints]\nevery = 16\nperDoubling = 0\n";
    RunDirectory whole = finished(toml, "whole");
    var deaths = new TreeSet<Long>();
    for (Turned turn : turned(whole)) {
      deaths.addAll(List.of(turn.step() - 1, turn.step(), turn.step() + 1));
    }
    deaths.removeIf(step -> step < 1);
    Path path = directory.resolve("dying");
    TrainingRun.start(spec(toml), path, 1).close();
    for (long death : deaths) {
      try (var run = TrainingRun.resume(path, 1)) {
        assertThat(run.step()).isLessThanOrEqualTo(death);
        assertThatThrownBy(() ->
                run.run(
                    NOBODY,
                    () -> {
                      if (run.step() == death) {
                        throw new IllegalStateException("killed");
                      }
                      return false;
                    }))
            .hasMessage("killed");
      }
    }
    try (var run = TrainingRun.resume(path, 2)) {
      run.run(NOBODY, () -> false);
    }
    RunDirectory last = RunDirectory.open(path);
    assertThat(last.digest()).isEqualTo(whole.digest());
    assertThat(turned(last)).isEqualTo(turned(whole));
  }

  /// Until it comes, the run is the one without; while it counts, another; and the flag says so.
  @Test
  void theGradientOfTheRightLogitCanBeTakenAwayAndGivenBack() {
    RunDirectory run = finished(KNOBS, "knobs");
    RunDirectory plain = finished(BASE, "plain");
    assertThat(turned(run).stream().map(Turned::words))
        .containsExactly(
            "training.loss = \"muted-cross-entropy\"",
            "training.loss = \"cross-entropy\"",
            "optimizer.learningRate = 0.1");
    assertThat(lossAt(run, 40)).isEqualTo(lossAt(plain, 40));
    assertThat(lossAt(run, 90)).isNotEqualTo(lossAt(plain, 90));
  }

  private static double lossAt(RunDirectory run, long step) {
    return run.readMetrics().stream()
        .filter(probe -> probe.step() <= step)
        .reduce((_, last) -> last)
        .orElseThrow()
        .valueOrNaN("train.loss");
  }

  /// What a turn sets counts from that step on, as if the run had been branched there.
  @Test
  void aTurnIsABranchWithinTheRun() {
    String every = "[checkpoints]\nevery = 50\nperDoubling = 0\n";
    RunDirectory parent = finished(BASE + every, "parent");
    var changed = new SpecReader().override(parent.readSpec(), List.of("optimizer.weightDecay=2"));
    RunDirectory branch;
    try (var run = TrainingRun.branch(parent, 50, changed, directory.resolve("branch"), 1)) {
      run.run(NOBODY, () -> false);
      branch = run.directory();
    }
    RunDirectory turned =
        finished(
            BASE + every + "[[turn]]\nat = 50\nset = \"optimizer.weightDecay\"\nto = 2\n", "t");
    assertThat(turned.digest()).isEqualTo(branch.digest());
    assertThat(turned.digest()).isNotEqualTo(parent.digest());
  }

  @Test
  void theBranchOfARunWithTurnsKeepsWhatTheyHadSet() {
    RunDirectory parent = finished(TURNS + "[checkpoints]\nevery = 100\nperDoubling = 0\n", "run");
    RunSpec at = TrainingRun.specAt(parent, 100);
    assertThat(at.optimizer().weightDecay().strength()).isEqualTo(0.2);
    assertThat(at.optimizerParts().stages()).hasSize(1);
    assertThat(at.turns()).hasSize(1);
    try (var run = TrainingRun.branch(parent, 100, at, directory.resolve("branch"), 1)) {
      run.run(NOBODY, () -> false);
      assertThat(run.directory().digest()).isEqualTo(parent.digest());
    }
  }

  /// With a new rule the old one's moments mean nothing.
  @Test
  void anotherRuleBeginsWithEmptyState() {
    RunSpec before = spec(BASE);
    RunSpec after = new SpecReader().override(before, List.of("optimizer.kind=momentum"));
    try (var old = new Trainer(before, 1);
        var fresh = new Trainer(after, 1)) {
      old.initialise();
      for (int step = 0; step < 5; step++) {
        old.step(step);
      }
      fresh.initialise();
      new CheckpointCodec(after, fresh).adopt(new CheckpointCodec(before, old).save(5), true);
      double[] velocity = new double[fresh.session().layout().length()];
      fresh.session().read(Slot.FIRST_MOMENT, 0, velocity);
      assertThat(velocity).containsOnly(0);
      assertThat(fresh.optimizer().kept().getFirst().since()).isEqualTo(5);
      double[] w = new double[velocity.length];
      double[] handedOn = new double[velocity.length];
      old.session().read(Slot.VALUES, 0, w);
      fresh.session().read(Slot.VALUES, 0, handedOn);
      assertThat(handedOn).containsExactly(w);
    }
  }

  @Test
  void parametersOfAnotherRunAreTransplanted() {
    RunDirectory source = finished(BASE, "source");
    RunDirectory run =
        finished(
            BASE.replace("steps = 200", "steps = 20").replace("name =", "seed = 3\nname =")
                + "[checkpoints]\nevery = 1\nperDoubling = 0\n"
                + "[[turn]]\nat = 10\naction = \"transplant\"\nrun = \""
                + source.path()
                + "\"\nparameters = [\"layers.0.W\"]\n",
            "run");
    var there = Objects.requireNonNull(source.readCheckpoint(200).weights());
    var here = run.readCheckpoint(10).weights();
    String taken =
        here.keySet().stream()
            .filter(name -> name.contains("layers.0.W"))
            .findFirst()
            .orElseThrow();
    assertThat(here.get(taken)).usingRecursiveComparison().isEqualTo(there.get(taken));
    String own =
        here.keySet().stream()
            .filter(name -> !name.contains("layers.0.W"))
            .findFirst()
            .orElseThrow();
    assertThat(here.get(own)).usingRecursiveComparison().isNotEqualTo(there.get(own));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "at = 200, set = \"optimizer.weightDecay\", to = 1|turn[0].at is 200, but the run ends"
            + " after 200 steps (budget.steps)",
        "at = 0, set = \"optimizer.weightDecay\", to = 1|turn[0].at is 0; expected a whole number"
            + " of at least 1; write e.g. at = 20000",
        "at = 5, set = \"model.width\", to = 128|turn[0].set is \"model.width\"; expected a key of",
        "at = 5, set = \"optimizer.weightDecay\", to = -1|optimizer.weightDecay is -1",
        "at = 5, set = \"optimizer.weightDecai\", to = 1|did you mean optimizer.weightDecay?",
        "at = 5, set = \"task.modulus\", to = 13|turn[0] (task.modulus = 13) cannot be done: it"
            + " gives the network other parameters",
        "at = 5, set = \"optimizer.weightDecay\"|turn[0].to is missing",
        "at = 5|turn[0].set is missing; write e.g. set = \"optimizer.weightDecay\"",
        "on = \"measure\", action = \"reset\"|turn[0].measure is missing",
        "on = \"measure\", measure = \"train.loss\", action = \"reset\"|turn[0].level is missing;"
            + " write e.g. level = 30.0",
        "at = 5.5, action = \"reset\"|turn[0].at is the number 5.5; expected a whole number;"
            + " write e.g. at = 20000",
        "at = 5, action = \"scale\", factor = \"x\"|write e.g. factor = 0.5",
        "at = 5, action = \"transplant\"|turn[0].run is missing",
        "set = \"optimizer.weightDecay\", to = 1|turn[0].at is missing; write e.g. at = 20000, or"
            + " on =",
        "at = 5, action = \"scale\"|turn[0].factor is missing; write e.g. factor = 0.5",
        "at = 5, action = \"norm\"|turn[0].norm is missing; write e.g. norm = 30.0",
        "on = \"measure\", measure = \"train.loss\", level = nan, action = \"reset\"|turn[0].level"
            + " is nan; expected a finite number",
        "at = 5, set = \"training.precision\", to = \"float64\"|keeps the precision of its weights",
        "at = 5, action = \"scale\", factor = 2, parameters = [\"embd.*\"]|turn[0].parameters names"
            + " \"embd.*\", which matches no parameter",
        "at = 5, action = \"norm\", norm = 0|turn[0].norm is 0.0; expected a finite number above 0",
        "on = \"measure\", measure = \"wieghts.l2\", level = 3, set = \"optimizer.weightDecay\", to"
            + " = 1|turn[0].measure is \"wieghts.l2\", but no measure of the run records that",
        "at = 5, action = \"transplant\", run = \"nowhere\"|nowhere"
      })
  void aTurnThatCannotBeDoneIsRefusedBeforeTheRunBegins(String turn, String sentence) {
    String lines = turn.replace(", ", "\n");
    assertThatThrownBy(() -> finished(BASE + "[[turn]]\n" + lines + "\n", "run"))
        .hasMessageContaining(sentence)
        .satisfies(
            e -> assertThat(e).isInstanceOfAny(SpecException.class, groklab.lab.UserError.class));
    assertThat(directory.resolve("run")).doesNotExist();
  }

  @Test
  void whatATurnLacksIsSaidAfterAnOverrideToo() {
    String toml = BASE + "[[turn]]\nat = 5\nset = \"optimizer.weightDecay\"\n";
    RunSpec overridden = new SpecReader().parse(toml, List.of("seed=3"));
    assertThat(overridden.seed()).isEqualTo(3);
    assertThatThrownBy(() -> RunTurns.check(overridden))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("turn[0].to is missing; write e.g. to = 1.0");
  }

  @Test
  void aTransplantOfOtherShapesIsRefused() {
    RunDirectory source = finished(BASE.replace("width = 64", "width = 16"), "source");
    assertThatThrownBy(() ->
            finished(
                BASE
                    + "[[turn]]\nat = 10\naction = \"transplant\"\nrun = \""
                    + source.path()
                    + "\"\n",
                "run"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("has the shape")
        .hasMessageContaining("64");
  }

  @Test
  void decayHasItsFormAfterATurnToo() {
    RunSpec after =
        RunTurns.turned(
            spec(BASE),
            spec(BASE + "[[turn]]\nat = 5\nset = \"optimizer.decayTo\"\nto = \"initialisation\"\n")
                .turns()
                .getFirst()
                .action());
    assertThat(after.optimizer().weightDecay().to()).isEqualTo(WeightDecay.Anchor.INITIALISATION);
  }
}
