package groklab.catalog.check;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Numbers of findings as text.
final class Numbers {
  private Numbers() {}

  static String of(double value) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "never" : "-inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return String.format(Locale.ROOT, "%.4g", value);
  }

  static String of(List<Double> values) {
    return values.stream().map(Numbers::of).collect(Collectors.joining(", "));
  }
}
