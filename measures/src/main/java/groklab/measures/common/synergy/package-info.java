/// The search for synergistic groups of hidden units, of which a measure and an ablation are made.
@NullMarked
package groklab.measures.common.synergy;

import org.jspecify.annotations.NullMarked;
