package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.RunEvent.NotTurned;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Turns that cannot be done when their moment comes, and turns that no run should begin with.
class TurnNotDoneTest {
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
      [checkpoints]
      every = 16
      perDoubling = 0
      """;

  /// Waits for what is so from the first probe on.
  private static final String AT_ONCE =
      "[[turn]]\non = \"measure\"\nmeasure = \"train.loss\"\nlevel = 0.0\n";

  private static final String TO_SGD = AT_ONCE + "set = \"optimizer.kind\"\nto = \"sgd\"\n";

  /// With the other rule the key of the first is none any more.
  private static final String GONE_KEY = turn(150, "optimizer.beta1", "0.5") + TO_SGD;

  /// With less data the batch of the first is too large.
  private static final String LARGE_BATCH =
      turn(150, "training.batch", "[[0, 20]]")
          + turn(160, "training.batch", "8")
          + AT_ONCE
          + "set = \"task.trainFraction\"\nto = 0.35\n";

  @TempDir Path directory;

  private static String turn(long at, String key, String value) {
    return "[[turn]]\nat = %d\nset = \"%s\"\nto = %s\n".formatted(at, key, value);
  }

  private static RunSpec spec(String toml) {
    return new SpecReader().parse(toml);
  }

  private RunDirectory finished(String toml, String name) {
    try (var run = TrainingRun.start(spec(toml), directory.resolve(name), 1)) {
      run.run(NOBODY, () -> false);
      return run.directory();
    }
  }

  private static <E extends RunEvent> List<E> events(RunDirectory run, Class<E> type) {
    return run.readEvents().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void theRunGoesOnWithoutATurnThatOthersHaveMadeImpossible() {
    RunDirectory run = finished(BASE + GONE_KEY, "run");
    assertThat(events(run, NotTurned.class))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.step()).isEqualTo(150);
          assertThat(event.turn()).isZero();
          assertThat(event.words()).isEqualTo("optimizer.beta1 = 0.5");
          assertThat(event.why()).startsWith("optimizer.beta1 belongs to optimizer.kind");
        });
    assertThat(run.path().resolve("DONE")).exists();
    assertThat(run.digest()).isEqualTo(finished(BASE + TO_SGD, "without").digest());
  }

  @Test
  void theTurnsAfterItAreDone() {
    RunDirectory run = finished(BASE + LARGE_BATCH, "run");
    assertThat(events(run, NotTurned.class))
        .singleElement()
        .satisfies(event ->
            assertThat(event.why())
                .startsWith("training.batch is \"20 from step 0 on\"; expected at most 17"));
    assertThat(events(run, RunEvent.Turned.class).stream().map(RunEvent.Turned::turn))
        .containsExactly(2, 1);
    assertThat(TrainingRun.specAt(run, 155).training()).isEqualTo(spec(BASE).training());
    assertThat(TrainingRun.specAt(run, 155).turns()).hasSize(1);
  }

  /// One run that dies one step before, at, and after every turn, done or not.
  @ParameterizedTest
  @MethodSource("impossible")
  void aRunThatDiesAroundThemEndsWithTheSameDigest(String turns) {
    String toml = BASE + turns;
    RunDirectory whole = finished(toml, "whole");
    var deaths = new TreeSet<Long>();
    for (long step : List.of(16L, 150L, 160L)) {
      deaths.addAll(List.of(step - 1, step, step + 1));
    }
    Path path = directory.resolve("dying");
    TrainingRun.start(spec(toml), path, 1).close();
    for (long death : deaths) {
      try (var run = TrainingRun.resume(path, 1)) {
        assertThatThrownBy(() -> run.run(NOBODY, () -> dies(run.step() == death)))
            .hasMessage("killed");
      }
    }
    try (var run = TrainingRun.resume(path, 2)) {
      run.run(NOBODY, () -> false);
    }
    RunDirectory last = RunDirectory.open(path);
    assertThat(last.digest()).isEqualTo(whole.digest());
    assertThat(events(last, NotTurned.class)).isEqualTo(events(whole, NotTurned.class));
  }

  private static List<String> impossible() {
    return List.of(GONE_KEY, LARGE_BATCH);
  }

  private static boolean dies(boolean now) {
    if (now) {
      throw new IllegalStateException("killed");
    }
    return false;
  }

  @Test
  void aTransplantFromARunThatHasGoneIsNotDone() {
    RunDirectory source = finished(BASE, "source");
    String transplant =
        "[[turn]]\nat = 100\naction = \"transplant\"\nrun = \"" + source.path() + "\"\n";
    RunDirectory without = finished("seed = 3\n" + BASE, "without");
    try (var run =
        TrainingRun.start(spec("seed = 3\n" + BASE + transplant), directory.resolve("run"), 1)) {
      run.run(NOBODY, () -> moved(source.path(), run.step() == 50));
    }
    RunDirectory run = RunDirectory.open(directory.resolve("run"));
    assertThat(events(run, NotTurned.class))
        .singleElement()
        .satisfies(event -> assertThat(event.why()).contains(source.path().toString()));
    assertThat(run.digest()).isEqualTo(without.digest());
  }

  private static boolean moved(Path run, boolean now) {
    if (now) {
      try {
        Files.move(run, run.resolveSibling("elsewhere"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return false;
  }

  /// The turn of the same step comes first, and with it the controller's key is gone.
  @Test
  void aDecisionThatATurnOfItsStepMakesImpossibleIsNotMadeEither() {
    String steered =
        BASE.replace("weightDecay = 0", "weightDecay = 0.2")
            + "[[controller]]\nkind = \"raise-decay\"\nfactor = 5.0\nevery = 0.6\n";
    long decided = events(finished(steered, "alone"), RunEvent.Steered.class).getFirst().step();
    String toml = steered + turn(decided, "optimizer.kind", "\"sgld\"");
    RunDirectory whole = finished(toml, "whole");
    assertThat(events(whole, RunEvent.Steered.class)).isEmpty();
    assertThat(events(whole, RunEvent.Distrusted.class))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.step()).isEqualTo(decided);
          assertThat(event.why()).startsWith("optimizer.weightDecay belongs to");
        });
    Path path = directory.resolve("stopped");
    try (var run = TrainingRun.start(spec(toml), path, 1)) {
      run.run(NOBODY, () -> run.step() > decided);
    }
    try (var run = TrainingRun.resume(path, 1)) {
      run.run(NOBODY, () -> false);
    }
    assertThat(RunDirectory.open(path).digest()).isEqualTo(whole.digest());
  }

  /// Turns at steps are tried in the order of their steps, wherever they stand.
  @Test
  void aTurnThatAnEarlierStepMakesImpossibleIsRefusedBeforeTheRun() {
    String turns = turn(150, "optimizer.beta1", "0.5") + turn(50, "optimizer.kind", "\"sgd\"");
    assertThatThrownBy(() -> finished(BASE + turns, "run"))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(
            "turn[0] (optimizer.beta1 = 0.5) cannot be done: optimizer.beta1 belongs to");
    assertThat(directory.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "set = \"optimizer.weightDecay\", to = 1|set = \"optimizer.weightDecay\", to = 2|turn[1]"
            + " (optimizer.weightDecay = 2) would undo turn[0] (optimizer.weightDecay = 1), which"
            + " comes at the same moment; leave one of them out, or write another moment",
        "set = \"optimizer.weightDecay\", to = 1|set = \"optimizer.kind\", to = \"sgd\"|would undo",
        "action = \"scale\", factor = 2|action = \"norm\", norm = 3|would undo",
        "action = \"norm\", norm = 2|action = \"reset\"|would undo"
      })
  void turnsOfOneMomentThatContradictEachOtherAreRefused(
      String first, String second, String sentence) {
    for (String moment : List.of("at = 9", "on = \"memorised\"")) {
      String turns =
          "[[turn]]\n%s\n%s\n[[turn]]\n%s\n%s\n".formatted(moment, first, moment, second);
      assertThatThrownBy(() -> finished(BASE + turns.replace(", ", "\n"), "run"))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining(sentence);
    }
  }

  @Test
  void turnsOfOneMomentThatGoTogetherAreDoneInTheOrderOfTheFile() {
    RunDirectory run =
        finished(
            BASE
                + turn(9, "optimizer.kind", "\"momentum\"")
                + turn(9, "optimizer.weightDecay", "0.1")
                + "[[turn]]\nat = 9\naction = \"reset\"\n"
                + "[[turn]]\nat = 9\naction = \"scale\"\nfactor = 0.5\n",
            "run");
    assertThat(events(run, RunEvent.Turned.class).stream().map(RunEvent.Turned::words))
        .containsExactly(
            "optimizer.kind = \"momentum\"",
            "optimizer.weightDecay = 0.1",
            "reset all parameters",
            "all parameters times 0.5");
  }

  @Test
  void aTurnOfAKeyThatAControllerSetsIsRefused() {
    String toml =
        BASE + "[[controller]]\nkind = \"raise-decay\"\n" + turn(9, "optimizer.weightDecay", "1.0");
    assertThatThrownBy(() -> finished(toml, "run"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "turn[0].set is \"optimizer.weightDecay\", which the controller \"raise-decay\" sets"
                + " too; leave one of them out");
  }
}
