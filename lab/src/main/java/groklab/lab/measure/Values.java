package groklab.lab.measure;

/// Where a measure puts its numbers. Names are those that the measure's page announces.
public interface Values {
  /// @param name as recorded, e.g. `train.loss`
  /// @param value NaN where it is not defined, which the page explains
  void put(String name, double value);

  /// A value that is not defined for what was measured: recorded as NaN.
  ///
  /// @param why as the end of "... is not defined: "
  void undefined(String name, String why);

  /// Several numbers of one name, one for each key, neuron or frequency.
  ///
  /// @param values in an order that the page explains
  void list(String name, double... values);
}
