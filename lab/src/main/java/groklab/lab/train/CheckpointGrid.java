package groklab.lab.train;

import groklab.lab.spec.CheckpointSpec;

/// At which steps a checkpoint is kept: step 0, multiples of `every`, and `perDoubling` steps per
/// doubling.
record CheckpointGrid(CheckpointSpec spec) {

  boolean keeps(long step) {
    if (step == 0 || (spec.every() > 0 && step % spec.every() == 0)) {
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
