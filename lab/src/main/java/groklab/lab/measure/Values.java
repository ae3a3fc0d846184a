package groklab.lab.measure;

/// Where a measure puts its numbers.
@FunctionalInterface
public interface Values {
  /// @param name as recorded, e.g. `train.loss`; must be one that the measure's page announces
  /// @param value NaN where it is not defined, which the page explains
  void put(String name, double value);
}
