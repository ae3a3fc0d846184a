package groklab.lab.spec;

import groklab.lab.kind.Check;

/// When weights and optimiser state are stored, besides at the end and on interruption.
///
/// @param every store every this many steps; 0 = never on a fixed grid
/// @param perDoubling store this many times per doubling of the step count (log-spaced), and four
///     times as often while the curves move (at probes, as their schedule sees it); 0 = never
public record CheckpointSpec(long every, int perDoubling) {

  public CheckpointSpec {
    Check.between(0, every, Long.MAX_VALUE, "checkpoints.every", "0");
    Check.between(0, perDoubling, 1000, "checkpoints.perDoubling", "1");
  }
}
