package groklab.lab.phase.detector;

import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Accuracy curves made by hand.
final class Curves {
  private Curves() {}

  /// Probes from rows of step, train accuracy, validation accuracy.
  static List<Probe> probes(double[]... rows) {
    var probes = new ArrayList<Probe>();
    for (var row : rows) {
      probes.add(probe((long) row[0], row[1], row[2]));
    }
    return probes;
  }

  static Probe probe(long step, double train, double validation) {
    var values = new LinkedHashMap<String, Double>();
    values.put(Probe.TRAIN_ACCURACY, train);
    values.put(Probe.VALIDATION_ACCURACY, validation);
    return new Probe(step, values);
  }

  static double[] at(double step, double train, double validation) {
    return new double[] {step, train, validation};
  }
}
