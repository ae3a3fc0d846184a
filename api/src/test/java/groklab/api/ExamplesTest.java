package groklab.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The programs of docs/examples/java, each run as its first line says.
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "docs", "examples", "java");
  private static final int MOST_LINES = 25;
  private static final String[] SMALL = {
    "task.modulus=11", "task.trainFraction=0.6", "model.width=32", "budget.steps=120"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"Grok.java", "Decays.java", "Diagnose.java"})
  void areShort(String name) throws IOException {
    assertThat(Files.readAllLines(EXAMPLES.resolve(name))).hasSizeLessThanOrEqualTo(MOST_LINES);
  }

  @Test
  void aRunGoesFromItsSpecToItsNumbers() throws Exception {
    List<String> lines = run("Grok.java", folder.resolve("run"), SMALL);
    assertThat(lines).anyMatch(line -> line.matches("memorised at \\d+: (0\\.99|1\\.0).*"));
    assertThat(lines).anyMatch(line -> line.startsWith("verdict: "));
    assertThat(lines).anyMatch(line -> line.startsWith("{fourier.embedding.gini"));
    assertThat(folder.resolve("run/DONE")).exists();
  }

  @Test
  void aQuestionOverSeveralRunsIsATable() throws Exception {
    List<String> lines = run("Decays.java", folder, SMALL);
    assertThat(lines).hasSize(1 + 6).first().isEqualTo("decay,seed,memorized,generalized,decided");
    assertThat(lines.get(1)).matches("0\\.3,0,\\d*,\\d*,(true|false)");
    assertThat(folder.resolve("decay-3.0-seed1/summary.json")).exists();
  }

  @Test
  void somebodysLogIsDiagnosed() throws Exception {
    var log = new StringBuilder("step,train_accuracy,val_accuracy\n");
    for (int step = 0; step <= 2000; step += 20) {
      double train = Math.min(1, step / 200.0);
      log.append("%d,%s,%s%n".formatted(step, train, step < 1200 ? 0.02 : 1.0));
    }
    Path file = Files.writeString(folder.resolve("log.csv"), log);
    List<String> lines = run("Diagnose.java", file);
    assertThat(lines.getFirst()).endsWith(": grokked");
    assertThat(lines).anyMatch(line -> line.startsWith("  try: "));
  }

  private static List<String> run(String name, Path argument, String... more) throws Exception {
    String modules =
        String.join(
            File.pathSeparator,
            Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .toList());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-p",
                modules,
                "--add-modules",
                "groklab.api",
                EXAMPLES.resolve(name).toString(),
                argument.toString()));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.inputReader()) {
      List<String> lines = output.lines().filter(line -> !line.startsWith("WARNING: ")).toList();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
      return lines;
    }
  }
}
