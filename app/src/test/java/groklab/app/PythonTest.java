package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import groklab.lab.rundir.RunDirectory;
import groklab.lab.trace.LossTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `python/groklab.py` and its examples on runs that were just made, where there is a Python.
class PythonTest {
  private static final Path PYTHON = Path.of("..", "python").toAbsolutePath().normalize();

  @TempDir Path folder;

  @BeforeEach
  void requirePython() {
    assumeThat(isThere()).as("python3, 3.11 or later, is on the PATH").isTrue();
  }

  private static boolean isThere() {
    try {
      Process asked =
          new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 11))")
              .start();
      return asked.waitFor(10, TimeUnit.SECONDS) && asked.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String python(Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3"));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.inputReader()) {
      String text = String.join("\n", output.lines().toList());
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return text;
    }
  }

  private static String asked(String question) throws Exception {
    return python(
        "-c",
        "import sys; sys.path.insert(0, r'%s'); import groklab\n".formatted(PYTHON) + question);
  }

  private Path run() {
    Path path = folder.resolve("run");
    Cli.run(Cli.tinyRun(100, "--out", path));
    return path;
  }

  @Test
  void aRunIsReadToTheLastDigit() throws Exception {
    RunDirectory run = RunDirectory.open(run());
    String said =
        asked(
            """
            run = groklab.Run(r"%s")
            steps, values = run.curve("train.loss")
            first, losses = run.losses()
            print(run.summary["digest"], steps[-1], repr(values[-1]), first, *map(repr, losses))
            """
                .formatted(run.path()));
    LossTrace trace = run.readLosses(Long.MAX_VALUE).orElseThrow();
    var last = run.readMetrics().getLast();
    var expected = new ArrayList<>(List.of(run.readSummary().digest(), Long.toString(last.step())));
    String[] words = said.split(" ");
    assertThat(words).startsWith(expected.toArray(String[]::new));
    assertThat(Double.parseDouble(words[2])).isEqualTo(last.value("train.loss"));
    assertThat(Long.parseLong(words[3])).isEqualTo(trace.first());
    assertThat(Arrays.stream(words).skip(4).mapToDouble(Double::parseDouble))
        .containsExactly(Arrays.stream(trace.losses()).boxed().toArray(Double[]::new));
  }

  @Test
  void theExamplesPrintWhatHappened() throws Exception {
    Path run = run();
    assertThat(python(PYTHON.resolve("examples/a_run.py"), run))
        .contains("memorised at ", "100 losses from step 0");
    assertThat(python(PYTHON.resolve("examples/a_run.py"), folder))
        .isEqualTo(folder + " is no run directory; it has no spec.toml");
  }

  @Test
  void aSweepIsATableOfItsCellsInTheOrderOfTheirNumbers() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("few.toml"),
            """
            name = "few"
            base = "addition-59"
            seeds = [0, 1]
            [set]
            task.modulus = 7
            model.width = 8
            model.heads = 2
            model.mlpWidth = 16
            budget.steps = 60
            [[axis]]
            key = "optimizer.weightDecay"
            values = [3.0, 0.5, 10.0]
            """);
    Path sweep = folder.resolve("sweep");
    var made = Cli.run("sweep", file, "--out", sweep);
    assertThat(made.exitCode()).as(made.err()).isZero();
    List<String> lines =
        python(PYTHON.resolve("examples/a_sweep.py"), sweep, "optimizer.weightDecay")
            .lines()
            .toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).startsWith("0.5\t2\t");
    assertThat(lines.getLast()).startsWith("10.0\t2\t");
    assertThat(python(PYTHON.resolve("examples/a_sweep.py"), sweep, "no.key"))
        .contains("has no key no.key; it has id, seed");
  }
}
