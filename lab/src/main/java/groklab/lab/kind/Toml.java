package groklab.lab.kind;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How single values look in TOML: what the writer writes and what messages quote.
public final class Toml {
  private Toml() {}

  public static String text(Object value) {
    return switch (value) {
      case String s -> quoted(s);
      case Double d -> number(d);
      case Enum<?> e -> quoted(name(e));
      case List<?> l -> l.stream().map(Toml::text).collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }

  /// A value that was read, as TOML on one line.
  static String text(JsonNode node) {
    return switch (node) {
      case ObjectNode table ->
          table.properties().stream()
              .map(entry -> entry.getKey() + " = " + text(entry.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
      case ArrayNode list ->
          list.values().stream().map(Toml::text).collect(Collectors.joining(", ", "[", "]"));
      case JsonNode one when one.isString() -> quoted(one.stringValue());
      case JsonNode one when one.isFloatingPointNumber() -> number(TomlForm.number(one));
      case JsonNode one -> one.toString();
    };
  }

  /// The name of an enum value in a spec: lower case, words joined by hyphens.
  public static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The shortest decimal that reads back as the same double. Java writes 1.0E-8 where people write
  /// 1e-8.
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    return Double.toString(value).replace(".0E", "e").replace('E', 'e');
  }

  private static String quoted(String value) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (c < 0x20 || c == 0x7f) {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
