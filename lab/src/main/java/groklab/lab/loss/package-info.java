/// What training makes small: the contract of losses, and the plan of a loss with its gradient.
@NullMarked
package groklab.lab.loss;

import org.jspecify.annotations.NullMarked;
