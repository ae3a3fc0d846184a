package groklab.lab.kind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// How one type of value stands in TOML.
///
/// @param <V> the type in Java
public abstract class TomlForm<V> {

  public static final TomlForm<Integer> INT =
      scalar(
          "a whole number below 2147483648",
          node -> node.isIntegralNumber() && node.canConvertToInt(),
          JsonNode::intValue);

  public static final TomlForm<Long> LONG =
      scalar("a whole number", TomlForm::isLong, JsonNode::longValue);

  public static final TomlForm<Double> DOUBLE =
      scalar("a number", JsonNode::isNumber, TomlForm::number);

  public static final TomlForm<Boolean> BOOLEAN =
      scalar("true or false", JsonNode::isBoolean, JsonNode::booleanValue);

  public static final TomlForm<String> TEXT =
      scalar("a text in quotes", JsonNode::isString, JsonNode::stringValue);

  public static final TomlForm<List<String>> TEXTS = list("a list of texts", TEXT, "default");

  public static final TomlForm<List<Double>> DOUBLES = list("a list of numbers", DOUBLE, 0.0);

  public static final TomlForm<List<Long>> LONGS = list("a list of whole numbers", LONG, 0L);

  /// Any value, as the TOML text that states it.
  public static final TomlForm<String> ANY =
      new TomlForm<>() {
        @Override
        public String read(String path, JsonNode node, String fallback) {
          return Toml.text(node);
        }

        @Override
        public String text(String value) {
          return value;
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
          if (!isLong(node)) {
            throw mistyped(path, node, "a whole number, or \"run\" for the run's seed", "0");
          }
          return OptionalLong.of(node.longValue());
        }

        @Override
        public String text(OptionalLong value) {
          return value.isPresent() ? Long.toString(value.getAsLong()) : "\"run\"";
        }
      };

  private static boolean isLong(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong();
  }

  /// @param what it is, for people
  private static <V> TomlForm<V> scalar(
      String what, Predicate<JsonNode> fits, Function<JsonNode, V> value) {
    return new TomlForm<>() {
      @Override
      public V read(String path, JsonNode node, V fallback) {
        if (!fits.test(node)) {
          throw mistyped(path, node, what, text(fallback));
        }
        return value.apply(node);
      }
    };
  }

  /// @param example of an element
  private static <V> TomlForm<List<V>> list(String what, TomlForm<V> form, V example) {
    return new TomlForm<>() {
      @Override
      public List<V> read(String path, JsonNode node, List<V> fallback) {
        if (!node.isArray()) {
          throw mistyped(path, node, what, text(fallback));
        }
        var values = new ArrayList<V>();
        for (var element : node) {
          values.add(form.read(path + "[" + values.size() + "]", element, example));
        }
        return values;
      }
    };
  }

  public static <E extends Enum<E>> TomlForm<E> choice(Class<E> type) {
    return new TomlForm<>() {
      @Override
      public E read(String path, JsonNode node, E fallback) {
        var written = TEXT.read(path, node, Toml.name(fallback));
        return Arrays.stream(type.getEnumConstants())
            .filter(value -> Toml.name(value).equals(written))
            .findFirst()
            .orElseThrow(() -> notOneOf(names(), path, written));
      }

      @Override
      public List<String> names() {
        return Arrays.stream(type.getEnumConstants()).map(Toml::name).toList();
      }
    };
  }

  /// The value that `node` states.
  ///
  /// @param path key path for messages
  /// @param fallback the key's default, shown as an example in messages
  /// @throws SpecException if the node has another type
  public abstract V read(String path, JsonNode node, V fallback);

  /// The same form, whose messages show this value instead of the key's default, for a key that has
  /// no default which could stand in a file.
  public final TomlForm<V> withExample(V example) {
    return new TomlForm<>() {
      @Override
      public V read(String path, JsonNode node, V fallback) {
        return TomlForm.this.read(path, node, example);
      }

      @Override
      public String text(V value) {
        return TomlForm.this.text(value);
      }

      @Override
      public List<String> names() {
        return TomlForm.this.names();
      }
    };
  }

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

  static SpecException notOneOf(List<String> names, String path, String written) {
    return new SpecException(
        "%s is %s; expected one of %s%s"
            .formatted(
                path,
                Toml.text(written),
                names.stream().map(Toml::text).collect(Collectors.joining(", ")),
                Suggestion.ending(written, names)));
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
