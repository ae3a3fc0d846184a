package groklab.measures;

import groklab.engine.graph.Slot;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Subject;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.probe.Probe;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// Measures by name, and edits of a subject's weights.
public final class Take {
  private Take() {}

  public static Probe probe(Subject subject, String... names) {
    try (var meter = new ProbeMeter(subject, Catalogue.select(List.of(names), "test").measures())) {
      return meter.take(0);
    }
  }

  public static double[] weights(Subject.Model subject, String name) {
    var view = subject.network().layout().view(name);
    double[] values = new double[view.size()];
    subject.session().read(Slot.VALUES, view.offset(), values);
    return values;
  }

  public static void write(Subject.Model subject, String name, double[] values) {
    var view = subject.network().layout().view(name);
    subject.session().write(Slot.VALUES, view.offset(), values);
  }

  /// Replaces a tensor and returns what it was.
  public static double[] edit(Subject.Model subject, String name, UnaryOperator<double[]> edit) {
    double[] before = weights(subject, name);
    write(subject, name, edit.apply(before.clone()));
    return before;
  }

  public static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(v -> factor * v).toArray();
  }
}
