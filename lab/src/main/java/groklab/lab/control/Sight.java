package groklab.lab.control;

import java.util.Map;

/// What a controller sees at a probe.
///
/// @param step optimiser steps taken
/// @param fit value of the run's criterion on the training set; NaN = not measured
/// @param fitted whether that is at its threshold or beyond
/// @param lossShare the training loss as a share of that of guessing; NaN = one of both is not
///     known
/// @param values of [ControllerSpec#reads]; what was not measured at this probe is missing
/// @param settings of [ControllerSpec#sets]: the TOML that each key has now
public record Sight(
    long step,
    double fit,
    boolean fitted,
    double lossShare,
    Map<String, Double> values,
    Map<String, String> settings) {
  public Sight {
    values = Map.copyOf(values);
    settings = Map.copyOf(settings);
  }

  /// A value that it reads; NaN = not measured at this probe.
  public double value(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  /// The TOML that a key has now.
  ///
  /// @throws IllegalArgumentException if it is none of [ControllerSpec#sets]
  public String setting(String key) {
    String text = settings.get(key);
    if (text == null) {
      throw new IllegalArgumentException(key + " is not among the keys that it may change");
    }
    return text;
  }

  /// The number that a key has now.
  ///
  /// @throws IllegalArgumentException as [#setting], or if it is no number
  public double number(String key) {
    return Double.parseDouble(setting(key));
  }
}
