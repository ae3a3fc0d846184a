/// How the needs of measures are met: forward passes, weights, and functions of the weights, each
/// computed once per probe or as often as it is asked for.
@NullMarked
package groklab.lab.measure.data;

import org.jspecify.annotations.NullMarked;
