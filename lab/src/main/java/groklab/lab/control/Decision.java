package groklab.lab.control;

import groklab.lab.kind.Toml;

/// What a controller wants: a key of the spec changed from here on.
///
/// @param key one of [ControllerSpec#sets]
/// @param to its value as TOML
/// @param why the numbers that it follows from, in words: a clause without a stop
public record Decision(String key, String to, String why) {

  /// A key that is a number.
  public static Decision of(String key, double to, String why) {
    return new Decision(key, Toml.text(to), why);
  }
}
