package groklab.monitor.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import groklab.monitor.log.LogBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files with bytes changed, cut out, doubled and cut off: an importer takes what it can, throws
/// nothing, does not hang and writes nothing.
class HostileFilesTest {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  @TempDir private Path folder;

  private static final String FILES =
      "tensorboard-torch tensorboard-2/validation wandb lightning/version_0 keras hugging-face"
          + "/checkpoint-60 printed json-lines mlflow/0/run/metrics mlflow-database";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tensorboard-torch",
        "tensorboard-2/validation",
        "wandb",
        "lightning/version_0",
        "keras",
        "hugging-face/checkpoint-60",
        "printed",
        "json-lines",
        "mlflow/0/run/metrics",
        "mlflow-database"
      })
  void isReadAsFarAsItGoes(String name) throws IOException {
    mutate(name, 80, 1);
  }

  @Tag("weekly")
  @Test
  void oneHundredThousandOfEach() throws IOException {
    for (String name : FILES.split(" ")) {
      mutate(name, 100_000, 2);
    }
  }

  private void mutate(String name, int count, long seed) throws IOException {
    Path file;
    try (Stream<Path> files = Files.list(ForeignFilesTest.foreign(name))) {
      file = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(file);
    Importer importer = Importers.of(file).orElseThrow();
    var random = new SplittableRandom(seed);
    Path copy = folder.resolve(String.valueOf(file.getFileName()));
    int same = 0;
    for (int i = 0; i < count; i++) {
      Files.write(copy, mutated(whole, random));
      var log = new LogBuilder();
      assertTimeoutPreemptively(LONGEST, () -> importer.read(copy, log));
      same += log.all(copy, importer.format()).stream().anyMatch(each -> each.points() > 0) ? 1 : 0;
    }
    assertThat(same).as("damaged files of which something was read").isGreaterThan(count / 100);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(copy);
    }
    Files.delete(copy);
  }

  private static byte[] mutated(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        for (int i = 0; i <= random.nextInt(8); i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
      }
      case 1 -> bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 2 -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - from, 1 + random.nextInt(64));
        System.arraycopy(whole, from, bytes, random.nextInt(bytes.length - length + 1), length);
      }
      default -> {
        int at = random.nextInt(bytes.length);
        java.util.Arrays.fill(
            bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)), (byte) 0xff);
      }
    }
    return bytes;
  }
}
