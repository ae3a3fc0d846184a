package groklab.monitor.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import groklab.lab.file.RunFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of weights that are damaged, or made to harm: each is read or refused in a sentence;
/// nothing is written, and nothing takes long or much memory.
class HostileWeightsTest {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final String FILES =
      "types.safetensors types.pt views.pt trainer.ckpt arrays.npz packed.npz columns.npy";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "types.safetensors",
        "types.pt",
        "views.pt",
        "trainer.ckpt",
        "arrays.npz",
        "packed.npz",
        "columns.npy"
      })
  void damagedFilesAreReadOrRefusedInASentence(String name) throws IOException {
    mutate(name, 40, 1);
  }

  @Tag("weekly")
  @Test
  void oneHundredThousandOfEach() throws IOException {
    for (String name : FILES.split(" ")) {
      mutate(name, 100_000, 2);
    }
  }

  private void mutate(String name, int count, long seed) throws IOException {
    Path file = ForeignWeightsTest.foreign(name);
    byte[] whole = Files.readAllBytes(file);
    var random = new SplittableRandom(seed);
    Path copy = folder.resolve(name);
    boolean archive = whole[0] == 'P';
    int refused = 0;
    for (int i = 0; i < count; i++) {
      // half of the archives are whole ones with a damaged member, whose sums are right
      byte[] bytes = archive && i % 2 == 0 ? insideMutated(file, random) : mutated(whole, random);
      Files.write(copy, bytes);
      refused += assertTimeoutPreemptively(LONGEST, () -> isRead(copy)) ? 0 : 1;
    }
    assertThat(refused).as("files that were refused").isBetween(1, count - 1);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(copy);
    }
    Files.delete(copy);
  }

  private static boolean isRead(Path file) throws IOException {
    try (StoredWeights weights = WeightFormats.open(file)) {
      for (WeightTensor each : weights.tensors().values()) {
        assertThat(each.count()).isLessThan(1000);
        each.numbers();
      }
      return true;
    } catch (RunFileException e) {
      assertThat(e.getMessage()).contains(file.toString()).hasLineCount(1);
      return false;
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      assertThat(WeightFormats.failed(file, e).exitCode()).isEqualTo(2);
      return false;
    }
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

  private static byte[] insideMutated(Path whole, SplittableRandom random) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var in = new ZipFile(whole.toFile());
        var to = new ZipOutputStream(out)) {
      int at = 0;
      for (ZipEntry each : in.stream().toList()) {
        byte[] bytes;
        try (InputStream member = in.getInputStream(each)) {
          bytes = member.readAllBytes();
        }
        // the pickle of torch comes first
        boolean hit = at++ == 0 || random.nextInt(4) == 0;
        put(to, each.getName(), hit && bytes.length > 0 ? mutated(bytes, random) : bytes);
      }
    }
    return out.toByteArray();
  }

  private static void put(ZipOutputStream to, String name, byte[] bytes) throws IOException {
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    var sum = new CRC32();
    sum.update(bytes);
    entry.setCrc(sum.getValue());
    to.putNextEntry(entry);
    to.write(bytes);
    to.closeEntry();
  }

  private Path safetensors(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    var bytes =
        ByteBuffer.allocate(Long.BYTES + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    Path file = folder.resolve("made.safetensors");
    Files.write(file, bytes.array());
    return file;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2],[0,8] ; [2],[4,12]|begins at 4, inside the tensor before",
        "[2],[-8,0] ; [2],[0,8]|data_offsets holds -8",
        "[2147483647,2147483647,2147483647],[0,8] ; [2],[8,16]|more elements than fit",
        "[-1],[0,8] ; [2],[8,16]|shape holds -1",
        "[2],[0,8] ; [2],[8,16]|tensors take 16 bytes, but 12 follow"
      })
  void headersThatCannotBeAreRefused(String tensors, String why) throws IOException {
    String[] both = tensors.split(";", -1);
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < both.length; i++) {
      String[] parts = both[i].strip().split("(?<=]),", 2);
      header.append(
          "%s\"t%d\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":%s}"
              .formatted(i == 0 ? "" : ",", i, parts[0], parts[1]));
    }
    Path file = safetensors(header.append("}").toString(), 12);
    assertThatThrownBy(() -> WeightFormats.open(file))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aHeaderLongerThanTheFileIsNotBelieved() throws IOException {
    Path file = folder.resolve("long.safetensors");
    for (long told : new long[] {100, 1L << 40, -1}) {
      Files.write(
          file, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(told).array());
      assertThatThrownBy(() -> WeightFormats.open(file))
          .isInstanceOf(RunFileException.class)
          .hasMessageContaining("it says that its header has");
    }
  }

  @Test
  void deepJsonIsRefused() throws IOException {
    String deep = "{\"a\":" + "[".repeat(100_000);
    Path index = Files.writeString(folder.resolve("m.safetensors.index.json"), deep);
    for (Path file : new Path[] {safetensors(deep, 0), index}) {
      assertThatThrownBy(() -> WeightFormats.open(file))
          .isInstanceOf(RunFileException.class)
          .message()
          .contains("JSON")
          .hasLineCount(1);
    }
  }

  @Test
  void packedZerosAreRefused() throws IOException {
    Path file = folder.resolve("bomb.npz");
    byte[] zeros = new byte[1 << 16];
    try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry("zeros.npy"));
      out.write(header("<f8", "(10485760,)"));
      for (int i = 0; i < (80 << 20) / zeros.length; i++) {
        out.write(zeros);
      }
      out.closeEntry();
    }
    assertThatThrownBy(() -> WeightFormats.open(file))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("a file of weights is not that dense");
  }

  private static byte[] header(String type, String shape) {
    byte[] text =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n"
            .formatted(type, shape)
            .getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(10 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1))
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<f4|(99999999999, 99999999999)|but its storage has 2 numbers",
        "<f4|(3,)|but its storage has 2 numbers",
        "<f4|(1000000000000000000000,)|has a size of",
        "<c8|(1,)|has type <c8; expected floats or integers"
      })
  void arraysThatCannotBeAreRefused(String type, String shape, String why) throws IOException {
    Path file = folder.resolve("a.npy");
    byte[] header = header(type, shape);
    Files.write(file, java.util.Arrays.copyOf(header, header.length + 8));
    assertThatThrownBy(() -> WeightFormats.open(file))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining(why);
  }

  @Test
  void anIndexNamesFilesBesideItAlone() throws IOException {
    Path file = folder.resolve("model.safetensors.index.json");
    for (String shard :
        new String[] {"../../etc/passwd", "/etc/passwd", "a/b.pt", "..", "x\\u0000"}) {
      Files.writeString(file, "{\"weight_map\":{\"a\":\"%s\"}}".formatted(shard));
      assertThatThrownBy(() -> WeightFormats.open(file))
          .isInstanceOf(RunFileException.class)
          .hasMessageContaining("expected a file of weights beside it");
    }
    Files.writeString(file, "{\"weight_map\":{\"a\":\"m-1.safetensors\"}}");
    assertThatThrownBy(() -> WeightFormats.open(file))
        .hasMessageContaining("lacks its shard m-1.safetensors");
  }
}
