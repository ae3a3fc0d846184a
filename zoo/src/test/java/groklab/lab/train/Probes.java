package groklab.lab.train;

import groklab.lab.probe.Probe;
import java.util.LinkedHashMap;

/// Probes made by hand.
final class Probes {
  private Probes() {}

  static Probe at(long step, double train, double validation, double validationLoss) {
    var values = new LinkedHashMap<String, Double>();
    values.put(Probe.TRAIN_LOSS, 1 - train);
    values.put(Probe.TRAIN_ACCURACY, train);
    values.put(Probe.VALIDATION_LOSS, validationLoss);
    values.put(Probe.VALIDATION_ACCURACY, validation);
    return new Probe(step, values);
  }

  /// Of a run that trains on all examples.
  static Probe withoutValidation(long step, double train) {
    var values = new LinkedHashMap<String, Double>();
    values.put(Probe.TRAIN_LOSS, 1 - train);
    values.put(Probe.TRAIN_ACCURACY, train);
    return new Probe(step, values);
  }

  /// Of a run without right and wrong answers.
  static Probe losses(long step, double train, double validation) {
    var values = new LinkedHashMap<String, Double>();
    values.put(Probe.TRAIN_LOSS, train);
    values.put(Probe.VALIDATION_LOSS, validation);
    return new Probe(step, values);
  }

  /// Of a run with a measure of its own.
  static Probe explained(long step, double train, double validation) {
    var values = new LinkedHashMap<String, Double>();
    values.put("train.r2", train);
    values.put("validation.r2", validation);
    return new Probe(step, values);
  }
}
