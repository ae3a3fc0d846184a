package groklab.zoo.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The values that `golden/splits.py` has written, and the hash it uses.
final class Golden {
  private Golden() {}

  /// The rows of one section of `golden/splits.json`.
  static Iterable<JsonNode> splits(String section) {
    try (var file = Golden.class.getResourceAsStream("/golden/splits.json")) {
      return new JsonMapper().readTree(file).required(section);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int[] ints(JsonNode array) {
    return array.valueStream().mapToInt(JsonNode::intValue).toArray();
  }

  /// h ← 31 h + value (mod 1000003), from 0.
  static int rollingHash(IntStream values) {
    long h = 0;
    for (int value : values.toArray()) {
      h = (31 * h + value) % 1000003;
    }
    return (int) h;
  }

  static int rollingHash(int[] values) {
    return rollingHash(Arrays.stream(values));
  }
}
