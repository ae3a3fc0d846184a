package groklab.lab.train;

import groklab.lab.spec.CheckpointSpec;
import java.util.HashSet;
import java.util.Set;

/// At which steps a checkpoint is kept: step 0, multiples of `every`, `perDoubling` steps per
/// doubling, and while the curves move, four times as many. What it decides is a function of the
/// spec and of the probes so far, so a resumed run only has to show it the recorded ones again.
final class CheckpointGrid {
  private static final int DENSER_WHEN_MOVING = 4;

  private final CheckpointSpec spec;
  private final Set<Long> moving = new HashSet<>();
  private long lastMoving;

  CheckpointGrid(CheckpointSpec spec) {
    this.spec = spec;
  }

  /// Takes note of a probe.
  ///
  /// @param moves whether the curves moved since the probe before
  void probed(long step, boolean moves) {
    if (moves && spec.perDoubling() > 0 && step >= nextMoving()) {
      moving.add(step);
      lastMoving = step;
    }
  }

  private double nextMoving() {
    double apart = StrictMath.pow(2, 1.0 / (DENSER_WHEN_MOVING * spec.perDoubling()));
    return Math.max(lastMoving + 1.0, lastMoving * apart);
  }

  boolean keeps(long step) {
    if (step == 0 || moving.contains(step) || (spec.every() > 0 && step % spec.every() == 0)) {
      return true;
    }
    if (spec.perDoubling() == 0) {
      return false;
    }
    long power = Long.highestOneBit(step);
    for (int i = 0; i < spec.perDoubling(); i++) {
      if (step == Math.round(power * StrictMath.pow(2, i / (double) spec.perDoubling()))) {
        return true;
      }
    }
    return false;
  }
}
