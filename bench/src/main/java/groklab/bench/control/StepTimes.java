package groklab.bench.control;

import groklab.bench.peer.Contender;
import groklab.bench.step.SpecCase;
import groklab.bench.time.Lane;
import groklab.lab.spec.RunSpec;
import groklab.lab.train.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Milliseconds of a training step, all specs of a family in turn, so that what else the machine
/// does meets all of them alike. One thread; probes are not among them.
///
/// A training begins anew after as many steps as are told. One that goes on and on is another
/// thing: where weights shrink below the smallest normal float, processors are many times as slow
/// (measured with the perpendicular gradient: seven times, with 3 % of such weights). What a run
/// costs that comes to that before its end is not in these times.
final class StepTimes {
  private static final int ROUNDS = 9;
  private static final double ROUND_SECONDS = 0.2;

  private StepTimes() {}

  /// @param until steps after which a training begins anew
  /// @param warmUp seconds of each at least. Kernels that a step calls once or twice on a few
  ///     numbers are compiled late, and are a hundred times slower until then
  /// @return the median of each
  static Map<RunSpec, Double> of(List<RunSpec> specs, long until, double warmUp) {
    List<Lane> lanes = new ArrayList<>();
    List<Beginnings> opened = new ArrayList<>();
    try {
      for (RunSpec spec : specs) {
        var beginnings = new Beginnings(new Trainer(spec, 1), until);
        opened.add(beginnings);
        lanes.add(new Lane(spec.name(), 1, beginnings, new SpecCase("", "", spec).stride()));
      }
      lanes.forEach(lane -> lane.warmUp(warmUp, ROUND_SECONDS));
      for (int round = 0; round < ROUNDS; round++) {
        lanes.forEach(Lane::round);
      }
    } finally {
      opened.forEach(Beginnings::close);
    }
    Map<RunSpec, Double> medians = new LinkedHashMap<>();
    for (int i = 0; i < specs.size(); i++) {
      medians.put(specs.get(i), lanes.get(i).spread().median());
    }
    return medians;
  }

  /// The first steps of a training, again and again. To begin anew is some thousandths of them.
  private record Beginnings(Trainer trainer, long until) implements Contender {
    @Override
    public void step(long step) {
      long at = step % until;
      if (at == 0) {
        trainer.initialise();
      }
      trainer.step(at);
    }

    @Override
    public double loss() {
      return trainer.lossOfLastStep();
    }

    @Override
    public void close() {
      trainer.close();
    }
  }
}
