package groklab.web.diagram;

import java.awt.Color;

/// What a cell is filled with.
public sealed interface Fill {
  /// One colour.
  record Plain(Color colour) implements Fill {}

  /// Grey lines from bottom left to top right: no value, and that is nobody's fault.
  record Hatched() implements Fill {}

  /// Grey with darker lines in both directions: failed.
  record Crossed() implements Fill {}

  /// In the data of a page: `#rrggbb`, `hatched` or `crossed`.
  default String code() {
    return switch (this) {
      case Plain(Color colour) -> "#%06x".formatted(colour.getRGB() & 0xffffff);
      case Hatched _ -> "hatched";
      case Crossed _ -> "crossed";
    };
  }

  /// What is legible on it.
  default Color ink() {
    return this instanceof Plain(Color colour) && Colours.isDark(colour)
        ? Color.WHITE
        : Colours.INK;
  }
}
