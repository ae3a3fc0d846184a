package groklab.lab.criterion;

import groklab.lab.probe.Probe;

/// From which values of a criterion on a run has memorised and generalised.
///
/// @param train value of the training set at T_mem
/// @param validation value of the validation set at T_grok
public record Thresholds(double train, double validation) {

  /// The threshold of a set of examples: that of the training set for the training set, that of
  /// unseen data for every other.
  public double of(String set) {
    return set.equals(Probe.TRAIN) ? train : validation;
  }
}
