/// One training run: plans, batches, probes, and the loop that turns a spec into events.
@NullMarked
package groklab.lab.train;

import org.jspecify.annotations.NullMarked;
