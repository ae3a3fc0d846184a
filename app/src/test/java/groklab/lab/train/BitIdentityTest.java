package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same run has the same bits for any number of threads, any width of vectors and without
/// vectors: transformers with dropout and minibatches, perceptrons, and float64.
///
/// Without fused multiply-add in hardware (`-XX:UseAVX=0`) the JDK computes each of them in
/// software, a hundred times slower: there a tiny network must do.
@Execution(ExecutionMode.CONCURRENT)
class BitIdentityTest {
  private static List<String> expected = List.of();

  @TempDir Path temporary;

  @BeforeAll
  static void runHereWithOneThread() {
    expected = digests(1);
    assertThat(expected).doesNotHaveDuplicates();
  }

  private static List<String> digests(int threads) {
    return Fingerprint.RUNS.values().stream().map(toml -> Fingerprint.of(toml, threads)).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void anyNumberOfThreads(int threads) {
    assertThat(digests(threads)).isEqualTo(expected);
  }

  /// What a sweep does: a run per worker, each with one thread.
  @Test
  void runsSideBySideHaveTheBitsOfRunsAlone() throws Exception {
    try (var pool = Executors.newFixedThreadPool(3)) {
      List<Future<String>> runs =
          Fingerprint.RUNS.values().stream()
              .map(toml -> pool.submit(() -> Fingerprint.of(toml, 1)))
              .toList();
      for (int i = 0; i < runs.size(); i++) {
        assertThat(runs.get(i).get()).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void noFusedMultiplyAddInHardware() throws Exception {
    assertThat(otherJava("-XX:UseAVX=0", List.of(), "2", "tiny").getLast())
        .isEqualTo(Fingerprint.of(Fingerprint.TINY, 1));
  }

  /// The runs here have no vectors, as their build is set up: these have the widest of the machine.
  @Test
  void theWidestVectors() throws Exception {
    sameWith("-Dgroklab.kernels=", "simd");
  }

  @Test
  void noVectors() throws Exception {
    sameWith("-Dgroklab.kernels=plain", "plain", "-XX:TieredStopAtLevel=1");
  }

  /// Besides the widest that this processor has. In each build the kernels alone are compared at
  /// every width, by the tests of the engine.
  @Tag("weekly")
  @ParameterizedTest
  @CsvSource({"-XX:UseAVX=2, simd-256", "-XX:MaxVectorSize=16, simd-128"})
  void anyWidthOfVectors(String setting, String kernels) throws Exception {
    sameWith(setting, kernels);
  }

  private void sameWith(String setting, String kernels, String... more) throws Exception {
    List<String> lines = otherJava(setting, List.of(more), "2");
    assertThat(lines.getFirst()).startsWith(kernels);
    assertThat(lines.subList(1, lines.size())).as(setting).isEqualTo(expected);
  }

  /// What [Fingerprint] prints in a Java machine of its own, with a setting and more options.
  private List<String> otherJava(String setting, List<String> more, String... arguments)
      throws IOException, InterruptedException {
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+UseSerialGC",
                setting));
    command.addAll(more);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Fingerprint.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(() -> read(err)).isZero();
    return Files.readAllLines(out);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "no error output: " + e;
    }
  }
}
