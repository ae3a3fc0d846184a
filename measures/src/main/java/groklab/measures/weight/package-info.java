/// Sizes of weights, how far they have moved, and how many bits or linear pieces a network is
/// worth.
@NullMarked
package groklab.measures.weight;

import org.jspecify.annotations.NullMarked;
