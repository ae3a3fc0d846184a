package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same run has the same bits for any number of threads, any width of vectors and without vectors: transformers with
/// dropout and minibatches, perceptrons, and float64.
///
/// Without fused multiply-add in hardware (`-XX:UseAVX=1`) the bits are the same too, but the JDK needs minutes even for
/// these runs, so that is not part of this test.
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
  @ValueSource(ints = {1, 2, 3, 4})
  void anyNumberOfThreads(int threads) {
    assertThat(digests(threads)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "-Dgroklab.kernels=plain, plain",
    "-XX:UseAVX=3, simd-",
    "-XX:UseAVX=2, simd-256",
    "-XX:MaxVectorSize=16, simd-128",
    "-XX:MaxVectorSize=32, simd-256",
    "-XX:MaxVectorSize=64, simd-",
  })
  void anyWidthOfVectorsOrNone(String setting, String kernels) throws Exception {
    List<String> lines = otherJava(setting);
    assertThat(lines.getFirst()).startsWith(kernels);
    assertThat(lines.subList(1, lines.size())).as(setting).isEqualTo(expected);
  }

  /// What [Fingerprint] prints in a Java machine of its own.
  private List<String> otherJava(String setting) throws IOException, InterruptedException {
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+UseSerialGC",
                setting,
                "-cp",
                System.getProperty("java.class.path"),
                Fingerprint.class.getName(),
                "2"));
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
