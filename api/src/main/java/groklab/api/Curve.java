package groklab.api;

import groklab.lab.kind.Suggestion;
import groklab.lab.probe.Probe;
import java.util.List;
import java.util.TreeSet;

/// One measure of a run over its steps.
///
/// @param steps ascending
/// @param values one for each step; NaN and infinities are values like others
public record Curve(String measure, long[] steps, double[] values) {
  public Curve {
    if (steps.length != values.length) {
      throw new IllegalArgumentException(
          "%s has %d steps and %d values".formatted(measure, steps.length, values.length));
    }
  }

  static Curve of(String measure, List<Probe> probes) {
    List<Probe> taken = probes.stream().filter(each -> each.values().containsKey(measure)).toList();
    if (taken.isEmpty()) {
      var names = new TreeSet<String>();
      probes.forEach(each -> names.addAll(each.values().keySet()));
      throw new IllegalArgumentException(
          "the run has not measured %s%s"
              .formatted(
                  measure,
                  Suggestion.nearest(measure, List.copyOf(names))
                      .map(" (did you mean %s?)"::formatted)
                      .orElse("")));
    }
    return new Curve(
        measure,
        taken.stream().mapToLong(Probe::step).toArray(),
        taken.stream().mapToDouble(each -> each.value(measure)).toArray());
  }

  /// The last value.
  public double last() {
    return values[values.length - 1];
  }
}
