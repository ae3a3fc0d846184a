package groklab.lab.criterion;

import java.util.Locale;

/// Which way a criterion's value goes when a network learns.
public enum Direction {
  /// larger is better
  UP,
  /// smaller is better
  DOWN;

  /// Whether a value is at a threshold or beyond it. NaN never is.
  public boolean isReached(double value, double threshold) {
    return switch (this) {
      case UP -> value >= threshold;
      case DOWN -> value <= threshold;
    };
  }

  /// The name in files.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
