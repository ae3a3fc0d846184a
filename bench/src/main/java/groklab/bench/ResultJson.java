package groklab.bench;

import java.util.Map;

/// Reading results, which travel as JSON objects.
final class ResultJson {
  private ResultJson() {}

  /// The number at the end of a path of keys.
  ///
  /// @throws IllegalStateException if there is none
  static double number(Map<?, ?> json, String... path) {
    Object value = json;
    for (String key : path) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalStateException(
        "a result has no number at " + String.join(".", path) + ": " + json);
  }

  /// The object under `key`.
  ///
  /// @throws IllegalStateException if there is none
  @SuppressWarnings("unchecked") // keys of JSON objects are text
  static Map<String, Object> object(Map<String, Object> json, String key) {
    if (json.get(key) instanceof Map<?, ?> object) {
      return (Map<String, Object>) object;
    }
    throw new IllegalStateException("a result has no object " + key + ": " + json);
  }
}
