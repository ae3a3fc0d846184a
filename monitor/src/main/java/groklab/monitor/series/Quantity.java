package groklab.monitor.series;

/// What a series measures.
public enum Quantity {
  /// falls when a network learns
  LOSS,
  /// share of right answers, in [0, 1]
  ACCURACY
}
