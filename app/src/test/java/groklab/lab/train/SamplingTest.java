package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.file.Tensor;
import groklab.lab.kind.SpecException;
import groklab.lab.rundir.Checkpoint;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.SpecReader;
import groklab.measures.frame.EntropyLandscape;
import groklab.web.RunText;
import groklab.web.landscape.EntropyFigure;
import groklab.web.landscape.EntropyWords;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that sample: the histogram is state, and what becomes of it.
class SamplingTest {
  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  private static final String PLANE =
      """
      name = "walker"
      [task]
      modulus = 5
      trainFraction = 0.5
      splitSeed = 0
      tokens = "pair"
      [model]
      kind = "mlp"
      width = 8
      activation = "tanh"
      [optimizer]
      kind = "wang-landau"
      learningRate = 0.05
      accuracy = "validation"
      lossFrom = -1.0
      lossTo = 1.0
      lossBins = 8
      accuracyBins = 5
      height = 0.2
      peak = 50
      countFrom = 20
      bound = 3.0
      [training]
      precision = "float64"
      [budget]
      steps = 300
      stopWhen = "never"
      [probes]
      measures = ["loss", "accuracy"]
      density = 20
      """;

  private static final String LINE = PLANE.replace("accuracy = \"validation\"", "bumpBins = 2.0");

  @TempDir Path directory;

  private RunDirectory finished(String toml, String name, int threads) {
    Path path = directory.resolve(name);
    try (var run = TrainingRun.start(new SpecReader().parse(toml), path, threads)) {
      run.run(NOBODY, () -> false);
      return run.directory();
    }
  }

  private static EntropyLandscape entropy(RunDirectory run) {
    return run.latestCheckpoint().flatMap(EntropyLandscape::in).orElseThrow();
  }

  /// The metrics that the digest covers hold the flatness of the histogram.
  @ParameterizedTest
  @ValueSource(ints = {1, 19, 20, 21, 149, 150, 151, 299})
  void anInterruptedRunEndsWithTheSameDigest(int stop) {
    String toml = PLANE + "[[turn]]\nat = 150\nset = \"optimizer.temperature\"\nto = 0.9\n";
    RunDirectory whole = finished(toml, "whole", 1);
    Path path = directory.resolve("stopped");
    try (var run = TrainingRun.start(new SpecReader().parse(toml), path, 1)) {
      var next = new AtomicLong();
      run.run(NOBODY, () -> next.getAndIncrement() >= stop);
    }
    try (var run = TrainingRun.resume(path, 2)) {
      assertThat(run.step()).isEqualTo(stop);
      run.run(NOBODY, () -> false);
    }
    RunDirectory resumed = RunDirectory.open(path);
    assertThat(resumed.digest()).isEqualTo(whole.digest());
    assertThat(entropy(resumed).entropy()).containsExactly(entropy(whole).entropy());
  }

  /// Five deaths, three of them around a turn, each after steps that no checkpoint holds: the
  /// tables go back with the weights.
  @Test
  void aRunThatDiesAgainAndAgainEndsWithTheSameDigest() {
    String toml =
        PLANE
            + "[[turn]]\nat = 150\nset = \"optimizer.temperature\"\nto = 0.9\n"
            + "[checkpoints]\nevery = 16\nperDoubling = 0\n";
    RunDirectory whole = finished(toml, "whole", 1);
    Path path = directory.resolve("dying");
    TrainingRun.start(new SpecReader().parse(toml), path, 1).close();
    for (long death : new long[] {71, 149, 150, 151, 299}) {
      try (var run = TrainingRun.resume(path, 1)) {
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
    assertThat(entropy(last).entropy()).containsExactly(entropy(whole).entropy());
    assertThat(entropy(last).visits()).containsExactly(entropy(whole).visits());
  }

  @Test
  void theEntropyIsTheSameForAnyNumberOfThreads() {
    RunDirectory one = finished(PLANE, "one", 1);
    RunDirectory three = finished(PLANE, "three", 3);
    assertThat(three.digest()).isEqualTo(one.digest());
    assertThat(entropy(three).visits()).containsExactly(entropy(one).visits());
  }

  /// A histogram of other bins is of no use, so a turn that changes them begins a new one.
  @Test
  void aTurnToOtherBinsBeginsAnew() {
    String toml = PLANE + "[[turn]]\nat = 290\nset = \"optimizer.lossTo\"\nto = 1.5\n";
    double visits = Arrays.stream(entropy(finished(toml, "run", 1)).visits()).sum();
    assertThat(visits).isBetween(1.0, 10.0);
    String kept = PLANE + "[[turn]]\nat = 290\nset = \"optimizer.height\"\nto = 0.3\n";
    assertThat(Arrays.stream(entropy(finished(kept, "kept", 1)).visits()).sum()).isGreaterThan(10);
  }

  @Test
  void theEntropyIsDrawnAndWrittenDown() throws IOException {
    for (String toml : List.of(PLANE, LINE)) {
      RunDirectory run = finished(toml, toml.equals(LINE) ? "line" : "plane", 1);
      List<Path> files = EntropyFigure.write(run);
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly("entropy.csv", "entropy.svg", "entropy.png");
      List<String> lines = Files.readAllLines(files.getFirst());
      assertThat(lines.getFirst())
          .isEqualTo(
              toml.equals(LINE) ? "ln loss,entropy,visits" : "ln loss,accuracy,entropy,visits");
      assertThat(lines).hasSize(1 + (toml.equals(LINE) ? 8 : 40));
      BufferedImage image = ImageIO.read(files.getLast().toFile());
      assertThat(image.getWidth()).isEqualTo(1800);
      assertThat(run.readMetrics().getLast().value("sampling.flatness"))
          .as("what is drawn is what is recorded")
          .isCloseTo(entropy(run).flatness(), within(1e-12));
    }
    RunDirectory other =
        finished(
            PLANE
                .replace("wang-landau", "sgld")
                .replaceAll("(?m)^(accuracy|loss|height|peak|countFrom|bound)[A-Za-z]* = .*\n", ""),
            "other",
            1);
    assertThat(EntropyFigure.write(other)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch = 5", "dropout = [{ at = [\"layers.0.hook_post\"], rate = 0.1 }]"})
  void theEntropyOfALossThatIsNoFunctionOfTheWeightsIsRefused(String key) {
    assertThatThrownBy(() -> finished(PLANE.replace("[training]", "[training]\n" + key), "run", 1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("\"wang-landau\" means nothing where a step sees a part");
  }

  @Test
  void aRunThatSamplesIsNotSaidToHaveTrained() {
    RunDirectory run = finished(LINE, "run", 1);
    assertThat(RunText.sentence(run))
        .startsWith("By step 300 the run had sampled weights (wang-landau), which is not training:")
        .contains("no weights that generalise", "Of the bins of its histogram")
        .doesNotContain("The network had");
    assertThat(RunText.of(run)).contains("Verdict: none, since weights were sampled;");
  }

  @Test
  void walkersAreComparedWhereAllHaveBeen() {
    RunDirectory a = finished("seed = 1\n" + LINE, "a", 1);
    RunDirectory b = finished("seed = 2\n" + LINE, "b", 1);
    var found = EntropyWords.agreement(List.of(a, b)).orElseThrow();
    assertThat(found.bins()).isBetween(1, 8);
    double[] x = entropy(a).entropy();
    double[] y = entropy(b).entropy();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i] - y[i])) {
        low = Math.min(low, x[i] - y[i]);
        high = Math.max(high, x[i] - y[i]);
      }
    }
    // aligned by their means, the largest difference lies between half and all of the range
    assertThat(found.largest()).isBetween((high - low) / 2, high - low);
    assertThat(EntropyWords.agreement(List.of(a, finished(PLANE, "plane", 1)))).isEmpty();
  }

  /// The tables stand in the checkpoint under the rule's label, with the ends of their axes.
  @Test
  void aCheckpointHoldsTheTables() {
    Checkpoint last = finished(PLANE, "run", 1).latestCheckpoint().orElseThrow();
    assertThat(last.optimizer().get("rule.entropy.axes"))
        .isInstanceOfSatisfying(
            Tensor.F64.class, ends -> assertThat(ends.data()).containsExactly(-1, 1, 0, 1));
    assertThat(last.optimizer().get("rule.visits"))
        .isInstanceOfSatisfying(
            Tensor.F64.class, visits -> assertThat(visits.shape()).containsExactly(8, 5));
  }
}
