/// What a view shows of a run's checkpoints, as records: the picture of one checkpoint and the loss
/// around the path. Views write them down and compute nothing.
@NullMarked
package groklab.measures.frame;

import org.jspecify.annotations.NullMarked;
