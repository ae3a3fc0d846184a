package groklab.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.train.RunObserver;
import groklab.lab.train.TrainingRun;
import groklab.web.landscape.LandscapeJson;
import groklab.zoo.recipe.Recipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplaysTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final RunObserver SILENT =
      new RunObserver() {
        @Override
        public void progress(Progress now) {}

        @Override
        public void event(RunEvent event) {}
      };

  @TempDir Path directory;
  private final Replays replays = new Replays();

  @AfterEach
  void close() {
    replays.close();
  }

  private Path run(String name, String... changes) {
    var spec = Recipes.reader().readNamed("addition-59", WorkshopTest.tiny(40, changes));
    try (var run = TrainingRun.start(spec, directory.resolve(name), 1)) {
      run.run(SILENT, () -> false);
      return run.directory().path();
    }
  }

  private Path branch(Path parent, long from, String name, String... changes) {
    var directoryOfParent = RunDirectory.open(parent);
    var all = new java.util.ArrayList<>(List.of(changes));
    all.add("budget.steps=60");
    var spec = Recipes.reader().override(directoryOfParent.readSpec(), all);
    try (var run = TrainingRun.branch(directoryOfParent, from, spec, directory.resolve(name), 1)) {
      run.run(SILENT, () -> false);
      return run.directory().path();
    }
  }

  private JsonNode frame(Path run, long step) {
    return JSON.readTree(replays.frame(run, step, replays.steps(run).getLast()));
  }

  @Test
  void aBranchIsReplayedFromTheFirstStepOfTheRunItCameFrom() {
    Path parent = run("parent");
    Path child = branch(parent, 16, "child", "optimizer.weightDecay=0.3");
    Path grandchild = branch(child, 32, "grandchild", "task.trainFraction=0.7");
    assertThat(replays.steps(grandchild))
        .containsSubsequence(0L, 1L, 2L, 4L, 8L, 16L, 32L)
        .startsWith(0L)
        .endsWith(60L);
    assertThat(frame(grandchild, 4).path("run").asString()).isEqualTo("parent");
    assertThat(frame(grandchild, 16).path("run").asString()).isEqualTo("child");
    assertThat(frame(grandchild, 32).has("run")).isFalse();
    assertThat(frame(grandchild, 4).path("table")).isEqualTo(frame(parent, 4).path("table"));
    JsonNode contents = JSON.readTree(replays.contents(grandchild));
    assertThat(frame(grandchild, 4).path("split"))
        .as("the split of the run that the frame is of")
        .isEqualTo(JSON.readTree(replays.contents(parent)).path("split"))
        .isNotEqualTo(contents.path("split"));
    assertThat(replays.whole(grandchild, 16).orElseThrow()).contains("\"run\":\"parent\"");
  }

  @Test
  void aRunThatOnlyHasTheParentsNameIsNotTakenForIt() throws Exception {
    Path parent = run("parent");
    Path child = branch(parent, 16, "child");
    Files.move(parent, directory.resolve("elsewhere"));
    assertThat(replays.steps(child)).first().isEqualTo(16L);
    run("parent", "seed=7");
    assertThat(replays.steps(child)).first().isEqualTo(16L);
    assertThat(frame(child, 4).path("gone").asLong()).isEqualTo(4);
  }

  @Test
  void aFrameFromAfterTheDataWereChangedSaysWhatTheNetworkTrainsOnThen() {
    String turn = "turn=[{at=20, set='task.trainFraction', to=0.2}]";
    Path run = run("run", "task.modulus=11", "task.trainFraction=0.5", turn);
    assertThat(frame(run, 16).has("split")).isFalse();
    long before = trained(JSON.readTree(replays.contents(run)).path("split"));
    long after = trained(frame(run, 32).path("split"));
    assertThat((double) after / before).isBetween(0.38, 0.42);
  }

  private static long trained(JsonNode split) {
    byte[] cells = Base64.getDecoder().decode(split.asString());
    return IntStream.range(0, cells.length).filter(i -> cells[i] == 1).count();
  }

  @Test
  void aFrameHasWhatTheNetworkAnswersWhereItIsWrong() {
    JsonNode frame = frame(run("run", "task.modulus=11"), 0);
    byte[] cells = Base64.getDecoder().decode(frame.path("table").asString());
    byte[] said = Base64.getDecoder().decode(frame.path("said").asString());
    long wrong = IntStream.range(0, cells.length).filter(i -> cells[i] >= 0).count();
    assertThat(said).hasSize(Math.toIntExact(wrong));
    for (byte answer : said) {
      assertThat(answer).isBetween((byte) 0, (byte) 10);
    }
  }

  @Test
  void theRightAnswersAreThereAlsoWhereWrongLabelsAreTaught() {
    Path run = run("run", "task.modulus=11", "task.noisyLabels=20");
    String answers = JSON.readTree(replays.contents(run)).path("answers").asString();
    byte[] right = Base64.getDecoder().decode(answers);
    assertThat(right).hasSize(11 * 11);
    assertThat(IntStream.range(0, 121)).allMatch(i -> right[i] == (i / 11 + i % 11) % 11);
  }

  @Test
  void planesOfACheckpointThatIsGoneAreThoseOfTheNewest() throws Exception {
    Path run = run("run", "task.modulus=11");
    Files.delete(run.resolve("checkpoints/step-32.safetensors"));
    JsonNode frame = JSON.readTree(replays.frame(run, 4, 32));
    assertThat(frame.path("planesOf").asLong()).isEqualTo(40);
  }

  @Test
  void aParentOutsideTheFolderOfRunsIsNotReadEvenIfTheSpecNamesIt() throws Exception {
    Files.createDirectories(directory.resolve("runs"));
    Path parent = run("outside");
    Path child = branch(parent, 16, "runs/child");
    Path spec = child.resolve("spec.toml");
    Files.writeString(
        spec, Files.readString(spec).replace("run = \"outside\"", "run = \"../outside\""));
    assertThat(replays.steps(child)).first().isEqualTo(16L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"multiply", "divide"})
  void productsAreLookedAtOverTheDiscreteLogarithm(String operation) {
    Path run = run("run", "task.operation=" + operation, "task.modulus=11");
    JsonNode frame = frame(run, 40);
    assertThat(frame.path("logBase").asInt()).isEqualTo(2);
    assertThat(frame.path("elements").valueStream().map(JsonNode::asInt))
        .as("powers of 2 modulo 11")
        .containsExactly(1, 2, 4, 8, 5, 10, 9, 7, 3, 6);
    assertThat(frame.path("fourier").size()).as("frequencies of Z_10").isEqualTo(5);
    assertThat(frame.path("neurons").size()).isEqualTo(5);
    assertThat(frame.path("planes").get(0).path("points").size()).isEqualTo(2 * 10);
  }

  @Test
  void additionIsLookedAtOverTheNumbersThemselves() {
    JsonNode frame = frame(run("run", "task.modulus=11"), 40);
    assertThat(frame.has("logBase")).isFalse();
    assertThat(frame.path("fourier").size()).isEqualTo(5);
    assertThat(frame.path("planes").get(0).path("points").size()).isEqualTo(2 * 11);
  }

  @Test
  void thePlaneGoesThroughThreeCheckpointsAndHasBothLosses() {
    Path run = run("run");
    JsonNode plane = JSON.readTree(LandscapeJson.of(replays.surface(run, 5)));
    assertThat(plane.path("train").size()).isEqualTo(25);
    assertThat(plane.path("validation").size()).isEqualTo(25);
    for (JsonNode point : plane.path("path")) {
      long step = point.path("step").asLong();
      if (step == 0
          || step == plane.path("memorising").asLong()
          || step == plane.path("generalising").asLong()) {
        assertThat(point.path("distance").asDouble()).as("step %d", step).isLessThan(1e-6);
      }
    }
  }

  @Test
  void aLineBetweenTwoCheckpointsBeginsAndEndsWithTheirLosses() {
    Path run = run("run");
    JsonNode line = JSON.readTree(LandscapeJson.of(replays.profile(run, 8, 40)));
    var last = RunDirectory.open(run).readMetrics().getLast();
    assertThat(line.path("train").get(40).asDouble())
        .isCloseTo(last.value("train.loss"), org.assertj.core.data.Percentage.withPercentage(0.01));
    assertThatThrownBy(() -> replays.profile(run, 7, 40)).isInstanceOf(LiveException.class);
  }
}
