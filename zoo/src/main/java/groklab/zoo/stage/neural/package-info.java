/// A stage that learns: the network that re-weights gradients, and what trains it.
@NullMarked
package groklab.zoo.stage.neural;

import org.jspecify.annotations.NullMarked;
