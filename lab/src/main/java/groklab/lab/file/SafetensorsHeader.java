package groklab.lab.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The header of a safetensors file, checked against the file's size.
///
/// @param entries in the order of their data
/// @param dataStart where the data begins in the file
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataStart) {
  private static final String METADATA = "__metadata__";

  /// The key of the header's own sum.
  static final String SUM = "groklab.sha256";

  /// What stands in the place of a sum while it is not known.
  static final String NO_SUM = "0".repeat(64);

  /// The format's own limit.
  private static final long MAX_LENGTH = 100_000_000;

  enum Type {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    U32(4),
    I16(2),
    U16(2),
    I8(1),
    U8(1),
    BOOL(1);

    final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  /// @param begin offset of the first byte from the start of the data
  /// @param end offset after the last byte
  record Entry(String name, Type type, int[] shape, int count, long begin, long end) {}

  /// The header of these tensors, with its own sum.
  static byte[] bytes(SequencedMap<String, Tensor> tensors, Map<String, String> metadata) {
    var texts = new TreeMap<>(metadata);
    texts.put(SUM, NO_SUM);
    texts.put(SUM, sum(text(tensors, texts)));
    return text(tensors, texts).getBytes(StandardCharsets.UTF_8);
  }

  private static String sum(String text) {
    return Sum.of(text.getBytes(StandardCharsets.UTF_8)).sha256();
  }

  /// The header of these tensors, in their order, padded to a multiple of 8 bytes.
  private static String text(SequencedMap<String, Tensor> tensors, Map<String, String> metadata) {
    var header = Json.object();
    if (!metadata.isEmpty()) {
      var texts = header.putObject(METADATA);
      metadata.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> texts.put(entry.getKey(), entry.getValue()));
    }
    long offset = 0;
    for (var entry : tensors.entrySet()) {
      var tensor = entry.getValue();
      var node = header.putObject(entry.getKey()).put("dtype", tensor.type());
      var shape = node.putArray("shape");
      Arrays.stream(tensor.shape()).forEach(shape::add);
      long end = offset + (long) tensor.count() * tensor.elementBytes();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    var text = Json.line(header);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return text + " ".repeat(Math.floorMod(-bytes, Long.BYTES));
  }

  static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    return read(file, channel, MAX_LENGTH);
  }

  /// @param longest bytes above which the header is refused
  static SafetensorsHeader read(Path file, FileChannel channel, long longest) throws IOException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw damaged(
          file, "it has %d bytes, and the length of the header alone takes 8".formatted(size));
    }
    var prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(file, channel, prefix, 0);
    long length = prefix.getLong(0);
    if (length < 0 || length > longest) {
      throw damaged(
          file, "it says that its header has %s bytes".formatted(Long.toUnsignedString(length)));
    }
    if (length > size - Long.BYTES) {
      throw damaged(
          file,
          "it says that its header has %d bytes, but only %d follow"
              .formatted(length, size - Long.BYTES));
    }
    var bytes = ByteBuffer.allocate((int) length);
    readFully(file, channel, bytes, Long.BYTES);
    long dataStart = Long.BYTES + length;
    var text = new String(bytes.array(), StandardCharsets.UTF_8);
    var header = parse(file, text, dataStart);
    header.checkSum(file, text);
    header.checkData(file, size - dataStart);
    return header;
  }

  private void checkSum(Path file, String text) {
    if (!isSealed()) {
      return;
    }
    var told = metadata.getOrDefault(SUM, NO_SUM);
    if (!told.equals(sum(text.replace(entry(told), entry(NO_SUM))))) {
      throw damaged(file, "its header is not as it was written");
    }
  }

  /// Whether the file says what the sums of its content are.
  boolean isSealed() {
    return metadata.keySet().stream().anyMatch(key -> key.startsWith(SUM));
  }

  static String sumKey(String tensor) {
    return SUM + "." + tensor;
  }

  /// The metadata without the sums.
  Map<String, String> texts() {
    var texts = new LinkedHashMap<>(metadata);
    texts.keySet().removeIf(key -> key.startsWith(SUM));
    return texts;
  }

  private static String entry(String sum) {
    return "\"%s\":\"%s\"".formatted(SUM, sum);
  }

  private static SafetensorsHeader parse(Path file, String text, long dataStart) {
    try {
      var entries = new ArrayList<Entry>();
      Map<String, String> metadata = Map.of();
      for (var property : Json.parse(text).properties()) {
        if (property.getKey().equals(METADATA)) {
          metadata = metadata(property.getValue());
        } else {
          entries.add(entry(property.getKey(), property.getValue()));
        }
      }
      entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
      return new SafetensorsHeader(entries, metadata, dataStart);
    } catch (JacksonException e) {
      throw damaged(file, "its header is not JSON");
    } catch (IllegalArgumentException e) {
      throw damaged(file, "in its header, " + e.getMessage());
    }
  }

  private static Map<String, String> metadata(JsonNode node) {
    if (!(node instanceof ObjectNode texts)) {
      throw new IllegalArgumentException(METADATA + " is not an object");
    }
    var metadata = new LinkedHashMap<String, String>();
    texts.propertyNames().forEach(key -> metadata.put(key, Json.textAt(texts, key)));
    return metadata;
  }

  private static Entry entry(String name, JsonNode node) {
    if (!(node instanceof ObjectNode entry)) {
      throw new IllegalArgumentException("the entry of %s is not an object".formatted(name));
    }
    var type = type(name, Json.textAt(entry, "dtype"));
    var offsets = sizes(entry, "data_offsets");
    if (offsets.length != 2 || offsets[0] > offsets[1]) {
      throw new IllegalArgumentException(
          "the offsets of %s are not a beginning and an end".formatted(name));
    }
    var shape = sizes(entry, "shape");
    long count = 1;
    for (long size : shape) {
      if (size > Integer.MAX_VALUE || (count *= size) > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "%s has shape %s, more elements than fit".formatted(name, Arrays.toString(shape)));
      }
    }
    if (offsets[1] - offsets[0] != count * type.bytes) {
      throw new IllegalArgumentException(
          "%s has %d bytes of data, but its shape %s and type %s need %d"
              .formatted(
                  name, offsets[1] - offsets[0], Arrays.toString(shape), type, count * type.bytes));
    }
    var sizes = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    return new Entry(name, type, sizes, (int) count, offsets[0], offsets[1]);
  }

  private static Type type(String name, String written) {
    return Arrays.stream(Type.values())
        .filter(type -> type.name().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s has type %s; expected one of %s"
                    .formatted(
                        name,
                        written,
                        Arrays.stream(Type.values())
                            .map(Type::name)
                            .collect(Collectors.joining(", ")))));
  }

  private static long[] sizes(ObjectNode entry, String key) {
    var node = entry.get(key);
    if (node == null || !node.isArray()) {
      throw new IllegalArgumentException("%s is not a list".formatted(key));
    }
    var sizes = new long[node.size()];
    for (int i = 0; i < sizes.length; i++) {
      var size = node.get(i);
      if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
        throw new IllegalArgumentException("%s holds %s".formatted(key, size));
      }
      sizes[i] = size.longValue();
    }
    return sizes;
  }

  /// The data must be covered by the tensors exactly: no gap, no overlap, nothing missing or left
  /// at the end.
  private void checkData(Path file, long dataBytes) {
    long covered = 0;
    for (var entry : entries) {
      if (entry.begin() != covered) {
        throw damaged(
            file,
            "the data of %s begins at %d, %s the tensor before, which ends at %d"
                .formatted(
                    entry.name(),
                    entry.begin(),
                    entry.begin() < covered ? "inside" : "with a gap after",
                    covered));
      }
      covered = entry.end();
    }
    if (covered != dataBytes) {
      throw damaged(
          file,
          "its tensors take %d bytes, but %d follow the header".formatted(covered, dataBytes));
    }
  }

  static void readFully(Path file, FileChannel channel, ByteBuffer target, long position)
      throws IOException {
    while (target.hasRemaining()) {
      int read = channel.read(target, position + target.position());
      if (read < 0) {
        throw damaged(file, "it became shorter while it was being read");
      }
    }
    target.flip();
  }

  private static RunFileException damaged(Path file, String how) {
    return new RunFileException(
        "%s is not a whole safetensors file: %s; use another copy of it".formatted(file, how));
  }
}
