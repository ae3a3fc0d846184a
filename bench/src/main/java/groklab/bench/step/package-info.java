/// Training steps to be measured, ours and as a workload for a peer.
@NullMarked
package groklab.bench.step;

import org.jspecify.annotations.NullMarked;
