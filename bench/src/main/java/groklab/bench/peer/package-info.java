/// What a peer has to offer to be measured: the same problems, trained step by step from the same
/// weights.
@NullMarked
package groklab.bench.peer;

import org.jspecify.annotations.NullMarked;
