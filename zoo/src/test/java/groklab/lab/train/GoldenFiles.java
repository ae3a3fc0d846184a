package groklab.lab.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the files of `golden/`. Unlike the run directory's reader it also knows half precision, in
/// which initial weights are stored.
final class GoldenFiles {
  private GoldenFiles() {}

  /// All tensors of a safetensors file, flat and in double precision, which loses nothing.
  static Map<String, double[]> tensors(String path) {
    ByteBuffer file = ByteBuffer.wrap(bytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = Math.toIntExact(file.getLong(0));
    byte[] header = new byte[headerLength];
    file.get(Long.BYTES, header);
    int data = Long.BYTES + headerLength;
    Map<String, double[]> tensors = new LinkedHashMap<>();
    for (var entry : new JsonMapper().readTree(header).properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        JsonNode offsets = entry.getValue().required("data_offsets");
        int begin = offsets.get(0).intValue();
        ByteBuffer elements = file.slice(data + begin, offsets.get(1).intValue() - begin);
        String type = entry.getValue().required("dtype").stringValue();
        tensors.put(entry.getKey(), elements(type, elements.order(ByteOrder.LITTLE_ENDIAN)));
      }
    }
    return tensors;
  }

  private static double[] elements(String type, ByteBuffer from) {
    int bytes =
        switch (type) {
          case "F16" -> 2;
          case "F32" -> 4;
          case "F64" -> 8;
          default -> throw new IllegalArgumentException("type " + type);
        };
    double[] out = new double[from.remaining() / bytes];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          switch (bytes) {
            case 2 -> Float.float16ToFloat(from.getShort());
            case 4 -> from.getFloat();
            default -> from.getDouble();
          };
    }
    return out;
  }

  static JsonNode json(String path) {
    return new JsonMapper().readTree(bytes(path));
  }

  static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
  }

  /// The lines of a table below its heading, as whole numbers.
  static List<int[]> table(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .map(line -> List.of(line.split(",")).stream().mapToInt(Integer::parseInt).toArray())
        .toList();
  }

  private static byte[] bytes(String path) {
    try (var in = GoldenFiles.class.getResourceAsStream("/golden/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no golden file " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
