package groklab.bench.control;

import groklab.bench.step.Ours;
import groklab.bench.step.SpecCase;
import groklab.bench.time.Lane;
import groklab.lab.spec.RunSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Milliseconds of a training step, all specs of a family in turn, so that what else the machine
/// does meets all of them alike. One thread; probes are not among them.
final class StepTimes {
  private static final int ROUNDS = 9;
  private static final double ROUND_SECONDS = 0.2;

  private StepTimes() {}

  /// @param warmUp seconds of each at least. Kernels that a step calls once or twice on a few
  ///     numbers are compiled late, and are a hundred times slower until then
  /// @return the median of each
  static Map<RunSpec, Double> of(List<RunSpec> specs, double warmUp) {
    List<Lane> lanes = new ArrayList<>();
    List<Ours> opened = new ArrayList<>();
    try {
      for (RunSpec spec : specs) {
        var measured = new SpecCase(spec.name(), "", spec);
        Ours ours = measured.ours(1);
        opened.add(ours);
        lanes.add(new Lane(spec.name(), 1, ours, measured.stride()));
      }
      lanes.forEach(lane -> lane.warmUp(warmUp, ROUND_SECONDS));
      for (int round = 0; round < ROUNDS; round++) {
        lanes.forEach(Lane::round);
      }
    } finally {
      opened.forEach(Ours::close);
    }
    Map<RunSpec, Double> medians = new LinkedHashMap<>();
    for (int i = 0; i < specs.size(); i++) {
      medians.put(specs.get(i), lanes.get(i).spread().median());
    }
    return medians;
  }
}
