package groklab.lab.rundir;

import groklab.lab.file.Tensor;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that a run needs to go on: random numbers are functions of seed, stream and step, so
/// there is no state of a generator to keep.
///
/// @param step optimiser steps taken
/// @param weights by TransformerLens name (`blocks.0.mlp.W_in`)
/// @param optimizer optimiser state by a name of its own (`first.blocks.0.mlp.W_in`)
public record Checkpoint(
    long step, SortedMap<String, Tensor> weights, SortedMap<String, Tensor> optimizer) {

  /// What the names of optimiser state begin with in a file, so that a reader of weights can tell
  /// them apart.
  public static final String OPTIMIZER_PREFIX = "optimizer.";

  /// Name of the tensor that says where the axes of a table of numbers begin and end.
  public static String axesOf(String table) {
    return table + ".axes";
  }

  public Checkpoint {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    optimizer = Collections.unmodifiableSortedMap(new TreeMap<>(optimizer));
    for (var name : weights.keySet()) {
      if (name.startsWith(OPTIMIZER_PREFIX)) {
        throw new IllegalArgumentException(
            "A weight is named %s; expected a name that does not begin with %s"
                .formatted(name, OPTIMIZER_PREFIX));
      }
    }
  }
}
