package groklab.monitor.importer;

import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.PlainNumber;
import groklab.monitor.log.StepUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Objects of JSON that hold what was logged at a step.
final class JsonObjects {
  /// Python writes NaN and Infinity as such.
  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final int DEEPEST = 8;

  private JsonObjects() {}

  /// Takes the numbers of an object; those of objects within are named `outer/inner`.
  ///
  /// @param line where it stands, for an object that does not say its step
  static void take(JsonNode object, long line, LogBuilder log) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    flatten("", object, numbers, 0);
    var step = StepNames.among(numbers.keySet());
    log.unit(step.map(StepNames.Found::unit).orElse(StepUnit.LINE));
    long at = step.map(found -> numbers.getOrDefault(found.name(), 0.0).longValue()).orElse(line);
    String stepName = step.map(StepNames.Found::name).orElse("");
    numbers.forEach((name, value) -> {
      if (!name.equals(stepName)) {
        log.add(name, at, value);
      }
    });
  }

  /// Takes a setting whose value is a JSON text, or those of the object that it is.
  static void settings(String name, String json, LogBuilder log) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    try {
      JsonNode value = MAPPER.readTree(json);
      Double number = number(value);
      if (number != null) {
        numbers.put(name, number);
      } else if (value.isObject()) {
        flatten(name, value, numbers, 0);
      }
    } catch (JacksonException e) {
      log.remark("The setting %s is no JSON and was left out".formatted(name));
    }
    numbers.forEach((each, number) -> log.setting(each, number.toString()));
  }

  private static void flatten(String prefix, JsonNode object, Map<String, Double> into, int depth) {
    for (var entry : object.properties()) {
      String name = prefix.isEmpty() ? entry.getKey() : prefix + "/" + entry.getKey();
      Double number = number(entry.getValue());
      if (number != null) {
        into.put(name, number);
      } else if (entry.getValue().isObject() && depth < DEEPEST) {
        flatten(name, entry.getValue(), into, depth + 1);
      }
    }
  }

  /// @return null = it is none
  static @Nullable Double number(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return value.isString() ? PlainNumber.parse(value.stringValue()) : null;
  }
}
