package groklab.monitor.judge;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import groklab.monitor.forecast.View;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A moment of a run at which it had memorised and not generalised, with what was seen by then and
/// what came later.
///
/// @param factor the moment in multiples of T_mem
/// @param seen the probes by then
/// @param end T_grok, or the last probe of a run that has not generalised
/// @param generalised whether `end` is T_grok
public record Moment(double factor, List<Probe> seen, long end, boolean generalised) {
  /// The multiples of T_mem at which forecasts are judged.
  public static final List<Double> FACTORS = List.of(1.0, 1.5, 2.0, 4.0, 8.0);

  public Moment {
    seen = List.copyOf(seen);
  }

  /// The step of the last probe that was seen.
  public long now() {
    return seen.getLast().step();
  }

  /// The moments of a run at those multiples of T_mem that it lived to see.
  public static List<Moment> of(List<Probe> probes, RunCriterion criterion) {
    OptionalLong memorised = View.reached(probes, criterion, Probe.TRAIN);
    OptionalLong generalised = View.reached(probes, criterion, Probe.VALIDATION);
    List<Moment> moments = new ArrayList<>();
    if (memorised.isEmpty()) {
      return moments;
    }
    long last = probes.getLast().step();
    for (double factor : FACTORS) {
      double step = factor * Math.max(1, memorised.getAsLong());
      List<Probe> seen = probes.stream().filter(each -> each.step() <= step).toList();
      boolean open = generalised.isEmpty() || generalised.getAsLong() > seen.getLast().step();
      if (open && last > seen.getLast().step()) {
        moments.add(new Moment(factor, seen, generalised.orElse(last), generalised.isPresent()));
      }
    }
    return moments;
  }
}
