/// What a probe hands out to be called: the loss and the outputs as functions of the weights, their
/// derivatives, and the network edited or run from the middle.
@NullMarked
package groklab.lab.measure.function;

import org.jspecify.annotations.NullMarked;
