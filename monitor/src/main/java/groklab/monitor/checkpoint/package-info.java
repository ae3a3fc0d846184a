/// The checkpoints of a run in their order, and how its weights move between them.
@NullMarked
package groklab.monitor.checkpoint;

import org.jspecify.annotations.NullMarked;
