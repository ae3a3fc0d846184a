package groklab.web.diagram;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Numbers as figures and tables of sweeps write them.
final class Numbers {
  private static final Pattern TRAILING_ZEROS = Pattern.compile("\\.?0+$");

  private Numbers() {}

  /// A number of steps in a cell, two or three digits: `950`, `4.1k`, `23k`, `1.2M`.
  static String steps(double steps) {
    double size = Math.abs(steps);
    if (size < 999.5) {
      return String.format(Locale.ROOT, "%.0f", steps);
    }
    if (size < 999_500) {
      return String.format(Locale.ROOT, size < 9_950 ? "%.1fk" : "%.0fk", steps / 1e3)
          .replace(".0k", "k");
    }
    return String.format(Locale.ROOT, size < 9.95e6 ? "%.1fM" : "%.0fM", steps / 1e6)
        .replace(".0M", "M");
  }

  /// What a number of steps is at least, in so many digits: `19k` for 19,880.
  static String atLeast(double steps) {
    double unit = 1;
    while (Math.abs(steps) >= 100 * unit) {
      unit *= 10;
    }
    return steps(Math.floor(steps / unit) * unit);
  }

  /// With its thousands grouped: `7,100`.
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `1 run`, `12 runs`.
  static String count(long number, String one, String many) {
    return grouped(number) + " " + (number == 1 ? one : many);
  }

  /// A share in two digits behind the point: `0.33`, `1`.
  static String share(double share) {
    return TRAILING_ZEROS.matcher(String.format(Locale.ROOT, "%.2f", share)).replaceFirst("");
  }

  /// With two digits behind the point: `−1.00`.
  static String hundredths(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("^-", "−");
  }

  /// Three significant digits; an interval may be open.
  static String threeDigits(double value) {
    if (!Double.isFinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    return new BigDecimal(value)
        .round(new MathContext(3, RoundingMode.HALF_EVEN))
        .stripTrailingZeros()
        .toPlainString();
  }

  /// For machines: whole numbers without a point, others with all digits, NaN as nothing.
  static String exact(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /// For machines: as [#exact], of what was fitted in ten digits, so that the last ones are not
  /// those of rounding.
  static String fitted(double value) {
    return Double.isFinite(value)
        ? exact(new BigDecimal(value).round(new MathContext(10)).doubleValue())
        : exact(value);
  }

  /// A line of a table of comma-separated values (RFC 4180), with its end.
  static String csv(List<String> cells) {
    return cells.stream()
            .map(cell ->
                cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
            .collect(Collectors.joining(","))
        + "\n";
  }
}
