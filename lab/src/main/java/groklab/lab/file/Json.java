package groklab.lab.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the run directory writes it: doubles as the shortest decimal that reads back the same,
/// numbers that JSON does not have as the texts "NaN", "Infinity" and "-Infinity", absent values as
/// null.
public final class Json {
  private static final String BRACES = "expected an object in braces";
  private static final JsonMapper LINE =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final JsonMapper PAGE =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// A node that must be an object.
  public static ObjectNode object(String what, @Nullable JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("%s is %s; expected an object".formatted(what, node));
  }

  public static String line(ObjectNode node) {
    return LINE.writeValueAsString(node);
  }

  public static String page(ObjectNode node) {
    return PAGE.writeValueAsString(node) + "\n";
  }

  /// @throws JacksonException if the text is not JSON
  /// @throws IllegalArgumentException if it is JSON but not an object
  public static ObjectNode parse(String text) {
    if (LINE.readTree(text) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(BRACES);
  }

  /// As [#parse(String)], of UTF-8.
  ///
  /// @param from the first byte
  /// @param to behind the last
  public static ObjectNode parse(byte[] bytes, int from, int to) {
    if (LINE.readTree(bytes, from, to - from) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(BRACES);
  }

  /// For who wants a part of an object only.
  public static JsonParser parser(byte[] bytes, int from, int to) {
    return LINE.createParser(bytes, from, to - from);
  }

  /// Reads a file that holds one object.
  ///
  /// @param read throws IllegalArgumentException for an object that is none of the wanted kind
  public static <T> T read(Path file, Function<ObjectNode, T> read) {
    try {
      return read.apply(parse(Files.readString(OwnFile.checked(file))));
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    } catch (JacksonException e) {
      throw new RunFileException("%s is damaged: it is not JSON".formatted(file));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new RunFileException("%s is damaged: %s".formatted(file, e.getMessage()));
    }
  }

  public static JsonNode number(double value) {
    return Double.isFinite(value)
        ? JsonNodeFactory.instance.numberNode(value)
        : JsonNodeFactory.instance.stringNode(Double.toString(value));
  }

  public static JsonNode number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : JsonNodeFactory.instance.nullNode();
  }

  public static JsonNode number(OptionalLong value) {
    return value.isPresent()
        ? JsonNodeFactory.instance.numberNode(value.getAsLong())
        : JsonNodeFactory.instance.nullNode();
  }

  public static JsonNode text(Optional<String> value) {
    return value.isPresent()
        ? JsonNodeFactory.instance.stringNode(value.get())
        : JsonNodeFactory.instance.nullNode();
  }

  public static double doubleAt(ObjectNode node, String key) {
    return toDouble(key, required(node, key));
  }

  public static OptionalDouble optionalDoubleAt(ObjectNode node, String key) {
    var value = required(node, key);
    return value.isNull() ? OptionalDouble.empty() : OptionalDouble.of(toDouble(key, value));
  }

  public static long longAt(ObjectNode node, String key) {
    return toLong(key, required(node, key));
  }

  public static OptionalLong optionalLongAt(ObjectNode node, String key) {
    var value = required(node, key);
    return value.isNull() ? OptionalLong.empty() : OptionalLong.of(toLong(key, value));
  }

  public static String textAt(ObjectNode node, String key) {
    var value = required(node, key);
    if (!value.isString()) {
      throw new IllegalArgumentException("%s is %s; expected a text".formatted(key, value));
    }
    return value.stringValue();
  }

  public static Optional<String> optionalTextAt(ObjectNode node, String key) {
    return required(node, key).isNull() ? Optional.empty() : Optional.of(textAt(node, key));
  }

  /// Empty if there is nothing of that name.
  public static Optional<Boolean> optionalBooleanAt(ObjectNode node, String key) {
    JsonNode value = node.get(key);
    if (value != null && !value.isBoolean()) {
      throw new IllegalArgumentException("%s is %s, expected true or false".formatted(key, value));
    }
    return Optional.ofNullable(value).map(JsonNode::booleanValue);
  }

  public static List<JsonNode> listAt(ObjectNode node, String key) {
    var value = required(node, key);
    if (!value.isArray()) {
      throw new IllegalArgumentException("%s is %s; expected a list".formatted(key, value));
    }
    return List.copyOf(value.values());
  }

  public static double toDouble(String key, JsonNode value) {
    if (value.isNumber()) {
      return Double.parseDouble(value.asString());
    }
    return switch (value.isString() ? value.stringValue() : "") {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          throw new IllegalArgumentException("%s is %s; expected a number".formatted(key, value));
    };
  }

  private static long toLong(String key, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("%s is %s; expected a whole number".formatted(key, value));
    }
    return value.longValue();
  }

  private static JsonNode required(ObjectNode node, String key) {
    var value = node.get(key);
    if (value == null) {
      throw new IllegalArgumentException("%s is missing".formatted(key));
    }
    return value;
  }
}
