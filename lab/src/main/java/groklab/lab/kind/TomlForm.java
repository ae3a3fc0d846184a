package groklab.lab.kind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// How one type of value stands in TOML.
///
/// @param <V> the type in Java
public abstract class TomlForm<V> {

  public static final TomlForm<Integer> INT =
      new TomlForm<>() {
        @Override
        public Integer read(String path, JsonNode node, Integer fallback) {
          if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw mistyped(path, node, "a whole number below 2147483648", text(fallback));
          }
          return node.intValue();
        }
      };

  public static final TomlForm<Long> LONG =
      new TomlForm<>() {
        @Override
        public Long read(String path, JsonNode node, Long fallback) {
          if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw mistyped(path, node, "a whole number", text(fallback));
          }
          return node.longValue();
        }
      };

  public static final TomlForm<Double> DOUBLE =
      new TomlForm<>() {
        @Override
        public Double read(String path, JsonNode node, Double fallback) {
          if (!node.isNumber()) {
            throw mistyped(path, node, "a number", text(fallback));
          }
          return number(node);
        }
      };

  public static final TomlForm<Boolean> BOOLEAN =
      new TomlForm<>() {
        @Override
        public Boolean read(String path, JsonNode node, Boolean fallback) {
          if (!node.isBoolean()) {
            throw mistyped(path, node, "true or false", text(fallback));
          }
          return node.booleanValue();
        }
      };

  public static final TomlForm<String> TEXT =
      new TomlForm<>() {
        @Override
        public String read(String path, JsonNode node, String fallback) {
          if (!node.isString()) {
            throw mistyped(path, node, "a text in quotes", text(fallback));
          }
          return node.stringValue();
        }
      };

  public static final TomlForm<List<String>> TEXTS =
      new TomlForm<>() {
        @Override
        public List<String> read(String path, JsonNode node, List<String> fallback) {
          if (!node.isArray()) {
            throw mistyped(path, node, "a list of texts", text(fallback));
          }
          var texts = new ArrayList<String>();
          for (var element : node) {
            texts.add(TEXT.read(path + "[" + texts.size() + "]", element, "default"));
          }
          return texts;
        }
      };

  public static final TomlForm<List<Double>> DOUBLES =
      new TomlForm<>() {
        @Override
        public List<Double> read(String path, JsonNode node, List<Double> fallback) {
          if (!node.isArray()) {
            throw mistyped(path, node, "a list of numbers", text(fallback));
          }
          var numbers = new ArrayList<Double>();
          for (var element : node) {
            numbers.add(DOUBLE.read(path + "[" + numbers.size() + "]", element, 0.0));
          }
          return numbers;
        }
      };

  /// A seed of its own, or `"run"` for the run's seed (empty).
  public static final TomlForm<OptionalLong> SEED_OR_RUN =
      new TomlForm<>() {
        @Override
        public OptionalLong read(String path, JsonNode node, OptionalLong fallback) {
          if (node.isString() && node.stringValue().equals("run")) {
            return OptionalLong.empty();
          }
          if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw mistyped(path, node, "a whole number, or \"run\" for the run's seed", "0");
          }
          return OptionalLong.of(node.longValue());
        }

        @Override
        public String text(OptionalLong value) {
          return value.isPresent() ? Long.toString(value.getAsLong()) : "\"run\"";
        }
      };

  public static <E extends Enum<E>> TomlForm<E> choice(Class<E> type) {
    return new TomlForm<>() {
      @Override
      public E read(String path, JsonNode node, E fallback) {
        var written = TEXT.read(path, node, Toml.name(fallback));
        return Arrays.stream(type.getEnumConstants())
            .filter(value -> Toml.name(value).equals(written))
            .findFirst()
            .orElseThrow(() -> unknown(path, written));
      }

      @Override
      public List<String> names() {
        return Arrays.stream(type.getEnumConstants()).map(Toml::name).toList();
      }

      private SpecException unknown(String path, String written) {
        return new SpecException(
            "%s is %s; expected one of %s%s"
                .formatted(
                    path,
                    Toml.text(written),
                    names().stream().map(Toml::text).collect(Collectors.joining(", ")),
                    Suggestion.ending(written, names())));
      }
    };
  }

  /// The value that `node` states.
  ///
  /// @param path key path for messages
  /// @param fallback the key's default, shown as an example in messages
  /// @throws SpecException if the node has another type
  public abstract V read(String path, JsonNode node, V fallback);

  /// The value as TOML.
  public String text(V value) {
    return Toml.text(value);
  }

  /// All texts that are accepted, where there is a closed list of them.
  public List<String> names() {
    return List.of();
  }

  /// The nearest double. Not `doubleValue()`, which throws where 1e999 should become infinite for
  /// the range checks.
  public static double number(JsonNode node) {
    return Double.parseDouble(node.asString());
  }

  public static SpecException mistyped(
      String path, JsonNode node, String expected, String example) {
    return new SpecException(
        "%s is %s; expected %s; write e.g. %s = %s"
            .formatted(path, describe(node), expected, path, example));
  }

  private static String describe(JsonNode node) {
    if (node.isString()) {
      return "the text " + Toml.text(node.stringValue());
    }
    if (node.isNumber()) {
      return "the number " + node;
    }
    if (node.isBoolean()) {
      return "the truth value " + node;
    }
    return node.isArray() ? "a list" : "a table";
  }
}
