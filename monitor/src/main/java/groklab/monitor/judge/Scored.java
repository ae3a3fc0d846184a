package groklab.monitor.judge;

import java.util.List;

/// A run at a moment, with what was said of it and what came.
///
/// @param cell its configuration, which all its seeds share
/// @param scores one for each forecaster, in one order for all; larger = likelier to generalise
/// @param generalised within its budget
record Scored(String cell, List<Double> scores, boolean generalised) {
  Scored {
    scores = List.copyOf(scores);
  }
}
