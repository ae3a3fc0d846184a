/// What is lost when a part of the network is removed.
@NullMarked
package groklab.measures.ablation;

import org.jspecify.annotations.NullMarked;
