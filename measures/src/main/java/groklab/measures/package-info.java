/// What can be seen of a network, in slices: each package below holds the mathematics, the
/// measures, their costs and their pages of one kind, and none of them knows another. What several
/// need is in [groklab.measures.common].
@NullMarked
package groklab.measures;

import org.jspecify.annotations.NullMarked;
