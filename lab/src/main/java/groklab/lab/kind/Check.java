package groklab.lab.kind;

/// Range checks of the spec records, all with the same form of sentence.
public final class Check {
  private Check() {}

  /// @param path the value's key path, e.g. `task.trainFraction`
  /// @param expected continues "expected"
  /// @param example a value that is fine, as it is written in TOML
  public static void that(
      boolean fine, String path, Object given, String expected, String example) {
    if (!fine) {
      throw new SpecException(
          "%s is %s; expected %s; write e.g. %s = %s"
              .formatted(path, Toml.text(given), expected, path, example));
    }
  }

  public static void between(long low, long value, long high, String path, String example) {
    var range =
        high == Long.MAX_VALUE
            ? "a whole number of at least " + low
            : "a whole number from " + low + " to " + high;
    that(low <= value && value <= high, path, value, range, example);
  }

  /// In (0, ∞), so neither NaN nor infinite.
  public static void positive(double value, String path, String example) {
    that(value > 0 && Double.isFinite(value), path, value, "a finite number above 0", example);
  }

  /// In [0, ∞), so neither NaN nor infinite.
  public static void notNegative(double value, String path, String example) {
    that(
        value >= 0 && Double.isFinite(value),
        path,
        value,
        "a finite number of at least 0",
        example);
  }

  /// In (0, 1].
  public static void share(double value, String path, String example) {
    that(value > 0 && value <= 1, path, value, "a share in (0, 1]", example);
  }

  /// In [0, 1).
  public static void belowOne(double value, String path, String example) {
    that(value >= 0 && value < 1, path, value, "a number in [0, 1)", example);
  }
}
