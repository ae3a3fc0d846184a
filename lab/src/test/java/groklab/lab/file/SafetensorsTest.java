package groklab.lab.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  // sums by Python's hashlib: of struct.pack("<2f", 1, -2), and of the header, padded to a multiple
  // of 8, with 64 zeros in the place of its own
  private static final String ONE =
      """
      {"__metadata__":{"groklab.sha256":\
      "a41cabd79823c30fe56dadd8cfd7a9cd5349c2c5565de35ca1e660e50aff8f81",\
      "groklab.sha256.w":"ee4ac73c2bd27756ab82780f27c73a7bc4d3f0bb6acb37e008bc27eccd7e588b"},\
      "w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}\
      """;

  @TempDir Path directory;

  @Test
  void theBytesAreThoseOfTheFormat() throws IOException {
    var file = directory.resolve("one.safetensors");
    Safetensors.write(
        file, Map.of("w", new Tensor.F32(new int[] {2}, new float[] {1, -2})), Map.of());
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.getLong();
    assertThat(length % 8).isZero();
    var header = new byte[(int) length];
    bytes.get(header);
    assertThat(new String(header, StandardCharsets.UTF_8).stripTrailing()).isEqualTo(ONE);
    assertThat(bytes.getFloat()).isEqualTo(1f);
    assertThat(bytes.getFloat()).isEqualTo(-2f);
    assertThat(bytes.hasRemaining()).isFalse();
    assertThat(directory).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void everyTypeAndShapeReadsBackWithTheSameBits() {
    var random = new Random(1);
    var floats = new float[700_001];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.intBitsToFloat(random.nextInt());
    }
    var tensors =
        Map.<String, Tensor>of(
            "big", new Tensor.F32(new int[] {700_001}, floats),
            "doubles", new Tensor.F64(new int[] {2, 1, 3}, random.doubles(6).toArray()),
            "longs", new Tensor.I64(new int[] {2}, new long[] {Long.MIN_VALUE, 7}),
            "scalar", new Tensor.F32(new int[0], new float[] {Float.NaN}),
            "empty", new Tensor.F32(new int[] {0, 5}, new float[0]));
    var file = directory.resolve("all.safetensors");
    Safetensors.write(file, tensors, Map.of("step", "12", "π", "\"quoted\""));
    var content = Safetensors.read(file);
    assertThat(content.metadata()).isEqualTo(Map.of("step", "12", "π", "\"quoted\""));
    assertThat(content.tensors().keySet()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
    tensors.forEach(
        (name, tensor) -> assertSame(Objects.requireNonNull(content.tensors().get(name)), tensor));
  }

  @Test
  void equalContentGivesEqualBytesAndAlignedTensors() throws IOException {
    var a = new Tensor.F32(new int[] {1}, new float[] {1});
    var b = new Tensor.F64(new int[] {1}, new double[] {2});
    var first = directory.resolve("first");
    var second = directory.resolve("second");
    Safetensors.write(first, Map.of("a", a, "b", b), Map.of("x", "1", "y", "2"));
    Safetensors.write(
        second,
        new TreeMap<String, Tensor>(Map.of("b", b, "a", a)).descendingMap(),
        Map.of("y", "2", "x", "1"));
    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(Safetensors.read(first).tensors().keySet()).containsExactly("b", "a");
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    var file = directory.resolve("whole");
    Safetensors.write(
        file,
        Map.of(
            "w", new Tensor.F32(new int[] {2}, new float[] {1, 2}),
            "v", new Tensor.F64(new int[] {1}, new double[] {3})),
        Map.of("step", "1"));
    var bytes = Files.readAllBytes(file);
    var cut = directory.resolve("cut");
    for (int length = 0; length < bytes.length; length++) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Safetensors.read(cut))
          .isInstanceOf(RunFileException.class)
          .hasMessageMatching(
              ".*cut is not a whole safetensors file: [^\n" + "]+; use another copy of it");
    }
    Files.write(cut, Arrays.copyOf(bytes, bytes.length + 1));
    assertThatThrownBy(() -> Safetensors.read(cut))
        .hasMessageContaining("its tensors take 16 bytes, but 17 follow the header");
  }

  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    var file = directory.resolve("whole");
    Safetensors.write(
        file, Map.of("w", new Tensor.F32(new int[] {2}, new float[] {1, 2})), Map.of("step", "1"));
    var bytes = Files.readAllBytes(file);
    var flipped = directory.resolve("flipped");
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      var copy = bytes.clone();
      copy[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(flipped, copy);
      assertThatThrownBy(() -> Safetensors.read(flipped))
          .as("bit %d", bit)
          .isInstanceOf(RunFileException.class)
          .hasMessageMatching(".*flipped is (not a whole safetensors file|damaged): [^\n]+");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "|8|in its header, expected an object in braces",
        "{\"w\":|8|its header is not JSON",
        "[]|8|in its header, expected an object in braces",
        "{\"w\":3}|8|the entry of w is not an object",
        "{\"w\":{}}|8|dtype is missing",
        "{\"w\":{\"dtype\":\"F8_E5M2\"}}|8|w has type F8_E5M2; expected one of F64, F32, F16, BF16,"
            + " I64",
        "{\"w\":{\"dtype\":4}}|8|dtype is 4; expected a text",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2]}}|8|data_offsets is not a list",
        "{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}|8|shape is not a list",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}|8|the offsets of w are not",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}|8|the offsets of w are"
            + " not",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}|8|data_offsets holds -8",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}|8|shape holds 2.5",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}|8|w has 8 bytes of data,"
            + " but its shape [3] and type F32 need 12",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2147483647,9],\"data_offsets\":[0,8]}}|8|more"
            + " elements than fit",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,2],\"data_offsets\":[0,8]}}|8|more"
            + " elements than fit",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}|8|its tensors take 16"
            + " bytes, but 8 follow",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|8|its tensors take 4"
            + " bytes, but 8 follow",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8|begins at 4, with a gap"
            + " after the tensor before, which ends at 0",
        "{\"v\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}|12|the"
            + " data of w begins at 4, inside the tensor before, which ends at 8",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8|its"
            + " header is not JSON",
        "{\"__metadata__\":[]}|0|__metadata__ is not an object",
        "{\"__metadata__\":{\"step\":1}}|0|step is 1; expected a text",
        "{} {}|0|its header is not JSON"
      })
  void aMalformedHeaderIsOneSentence(String header, int dataBytes, String message)
      throws IOException {
    var bytes = (header == null ? "" : header).getBytes(StandardCharsets.UTF_8);
    var file = write(bytes.length, bytes, dataBytes);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n")
        .hasMessageEndingWith("; use another copy of it");
  }

  @Test
  void aLengthBeyondTheFileIsOneSentence() throws IOException {
    for (long length :
        new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 100_000_001, 500}) {
      var file = write(length, ONE.getBytes(StandardCharsets.UTF_8), 8);
      assertThatThrownBy(() -> Safetensors.read(file))
          .isInstanceOf(RunFileException.class)
          .hasMessageContaining("it says that its header has");
    }
  }

  @Test
  void aFileThatIsNotThereIsOneSentence() {
    assertThatThrownBy(() -> Safetensors.read(directory.resolve("none")))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("There is no file");
  }

  @Test
  void aTensorHoldsAsManyElementsAsItsShapeSays() {
    for (var shape : new int[][] {{3}, {-1}, {-1, -2}, {Integer.MAX_VALUE, 4, 9}, {0}, {}}) {
      assertThatThrownBy(() -> new Tensor.F32(shape, new float[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has 2 elements; expected as many as the shape says");
    }
  }

  private Path write(long length, byte[] header, int dataBytes) throws IOException {
    var bytes = ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(header);
    return Files.write(directory.resolve("made"), bytes.array());
  }

  private static void assertSame(Tensor seen, Tensor expected) {
    assertThat(seen.type()).isEqualTo(expected.type());
    assertThat(seen.shape()).isEqualTo(expected.shape());
    var a = ByteBuffer.allocate(expected.count() * expected.elementBytes());
    var b = ByteBuffer.allocate(expected.count() * expected.elementBytes());
    seen.<RuntimeException>forEachPiece(a::put);
    expected.<RuntimeException>forEachPiece(b::put);
    assertThat(a.array()).isEqualTo(b.array());
  }
}
