/// Stages that add the slope of a cost of the weights to the gradients.
@NullMarked
package groklab.zoo.stage.penalty;

import org.jspecify.annotations.NullMarked;
