/// Readers of the weights that other programs have stored.
@NullMarked
package groklab.monitor.weights;

import org.jspecify.annotations.NullMarked;
