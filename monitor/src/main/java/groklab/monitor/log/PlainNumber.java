package groklab.monitor.log;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbers as programs print them.
public final class PlainNumber {
  private static final Pattern FORM =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private PlainNumber() {}

  /// @return null = it is none
  public static @Nullable Double parse(String text) {
    String trimmed = text.strip();
    return switch (trimmed.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "infinity", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          trimmed.length() < 40 && FORM.matcher(trimmed).matches() ? Double.valueOf(trimmed) : null;
    };
  }
}
