package groklab.catalog;

import java.util.Locale;

/// What a claim costs.
public enum Tier {
  /// at most 4 minutes a system on two processors
  QUICK,
  /// the source's own size
  FULL;

  /// As it is written on the command line.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
