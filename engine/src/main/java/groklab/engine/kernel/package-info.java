/// What the kernels of both precisions share: the words of their interface and Groklab's own exp,
/// log, tanh and erf.
@NullMarked
package groklab.engine.kernel;

import org.jspecify.annotations.NullMarked;
