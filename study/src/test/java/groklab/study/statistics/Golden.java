package groklab.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `golden.py` computed with 40 digits.
final class Golden {
  private Golden() {}

  static Stream<JsonNode> of(String name) {
    try (var file = Golden.class.getResourceAsStream("golden.json")) {
      return JsonMapper.builder().build().readTree(file).path(name).valueStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void same(double actual, JsonNode expected, double tolerance) {
    double value = expected.asDouble();
    assertThat(actual).isCloseTo(value, Offset.offset(tolerance * Math.max(1e-3, Math.abs(value))));
  }

  static void same(Interval actual, JsonNode expected, double tolerance) {
    same(actual.low(), expected.get(0), tolerance);
    same(actual.high(), expected.get(1), tolerance);
  }
}
