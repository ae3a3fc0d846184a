package groklab.lab.phase;

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
      var values = new LinkedHashMap<String, Double>();
      values.put(Probe.TRAIN_ACCURACY, row[1]);
      values.put(Probe.VALIDATION_ACCURACY, row[2]);
      probes.add(new Probe((long) row[0], values));
    }
    return probes;
  }

  static double[] at(double step, double train, double validation) {
    return new double[] {step, train, validation};
  }
}
