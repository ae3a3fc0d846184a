package groklab.study.diagram;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/// One axis of a diagram: the values of a key in a sweep. Numbers are in order of size; anything
/// else in the order in which it first appears.
///
/// @param key path of the key, e.g. `optimizer.weightDecay`
/// @param values different ones, at least one
public record Axis(String key, List<Value> values) {
  private static final Pattern KIND = Pattern.compile("\\bkind = \"([^\"]+)\"");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9][0-9_]*(\\.[0-9_]+)?([eE][+-]?[0-9]+)?");

  public Axis {
    values = List.copyOf(values);
  }

  /// @param text as the sweep wrote it first, a text without its quotes
  /// @param number if it is one
  public record Value(String text, OptionalDouble number) {}

  /// How numbers lie along an axis.
  public enum Spacing {
    /// evenly, or there are too few to say
    EVEN,
    /// their logarithms more evenly than they themselves
    LOGARITHMIC,
    /// no numbers
    NONE
  }

  /// @param texts TOML, in the order of the runs; `1` and `1.0` are one value
  public static Axis of(String key, Collection<String> texts) {
    var found = new LinkedHashMap<Object, Value>();
    for (String text : new LinkedHashSet<>(texts)) {
      var value = value(text);
      found.putIfAbsent(identity(value), value);
    }
    var values = new ArrayList<>(found.values());
    if (values.stream().allMatch(value -> value.number().isPresent())) {
      values.sort((a, b) -> Double.compare(a.number().getAsDouble(), b.number().getAsDouble()));
    }
    return new Axis(key, values);
  }

  private static Object identity(Value value) {
    return value.number().isPresent() ? value.number().getAsDouble() : value.text();
  }

  private static Value value(String toml) {
    String text = toml.strip();
    if (text.length() >= 2 && (text.startsWith("\"") || text.startsWith("'"))) {
      return new Value(text.substring(1, text.length() - 1), OptionalDouble.empty());
    }
    return new Value(text, number(text));
  }

  /// TOML writes numbers as Java does, but for underscores. The zero added makes one of both zeros.
  private static OptionalDouble number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Double.parseDouble(text.replace("_", "")) + 0.0);
  }

  public int size() {
    return values.size();
  }

  /// Whether every value is a number.
  public boolean isNumeric() {
    return values.stream().allMatch(value -> value.number().isPresent());
  }

  /// The numbers in order of size.
  ///
  /// @throws IllegalStateException if some are none
  public double[] numbers() {
    return values.stream()
        .mapToDouble(value ->
            value
                .number()
                .orElseThrow(() -> new IllegalStateException(value.text() + " is no number")))
        .toArray();
  }

  /// The texts of the values.
  public List<String> texts() {
    return values.stream().map(Value::text).toList();
  }

  /// The same for ticks: long fractions, as those of a logarithmic range, in three digits, and
  /// lists of tables by their kinds, where that leaves the values apart.
  public List<String> ticks() {
    List<String> rounded = values.stream().map(Axis::tick).toList();
    return new HashSet<>(rounded).size() == rounded.size() ? rounded : texts();
  }

  private static String tick(Value value) {
    return value.number().isPresent()
        ? tick(value.text(), value.number().getAsDouble())
        : kinds(value.text());
  }

  /// `[{ kind = "a", ... }, { kind = "b" }]` is `a + b`, and `[]` is `none`.
  private static String kinds(String text) {
    if (text.equals("[]")) {
      return "none";
    }
    List<String> names = KIND.matcher(text).results().map(found -> found.group(1)).toList();
    return text.startsWith("[{") && !names.isEmpty() ? String.join(" + ", names) : text;
  }

  private static String tick(String text, double number) {
    int whole = (int) Math.ceil(StrictMath.log10(Math.max(1, Math.abs(number) + 1)));
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(Math.max(3, whole)));
    if (rounded.doubleValue() == number) {
      return text;
    }
    String plain = rounded.stripTrailingZeros().toPlainString();
    String scientific = Double.toString(rounded.doubleValue()).replace('E', 'e');
    return plain.length() <= scientific.length() ? plain : scientific;
  }

  /// The key, and how its values lie.
  public String label() {
    return spacing() == Spacing.LOGARITHMIC ? key + " (logarithmic)" : key;
  }

  public Spacing spacing() {
    if (!isNumeric()) {
      return Spacing.NONE;
    }
    double[] numbers = numbers();
    if (numbers.length < 3 || numbers[0] <= 0) {
      return Spacing.EVEN;
    }
    double[] logarithms = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      logarithms[i] = StrictMath.log(numbers[i]);
    }
    return unevenness(logarithms) < unevenness(numbers) ? Spacing.LOGARITHMIC : Spacing.EVEN;
  }

  /// The variance of the gaps over the square of their mean.
  private static double unevenness(double[] places) {
    int gaps = places.length - 1;
    double mean = (places[gaps] - places[0]) / gaps;
    double squares = 0;
    for (int i = 0; i < gaps; i++) {
      double rest = places[i + 1] - places[i] - mean;
      squares += rest * rest;
    }
    return squares / gaps / (mean * mean);
  }

  /// The value that a text means: `1` finds `1.0`, and a text needs no quotes.
  Optional<Value> find(String text) {
    Object wanted = identity(value(text));
    return values.stream().filter(value -> identity(value).equals(wanted)).findFirst();
  }

  /// The place of a text of one of the runs on the axis, for as many look-ups as there are runs.
  ToIntFunction<String> places() {
    var places = new HashMap<Object, Integer>();
    for (int i = 0; i < values.size(); i++) {
      places.put(identity(values.get(i)), i);
    }
    var known = new HashMap<String, Integer>();
    return text ->
        known.computeIfAbsent(
            text, each -> Objects.requireNonNull(places.get(identity(value(each)))));
  }
}
