/// Kernels on rows of matrices, written once on top of the inner loops: broadcasts, sums, softmax,
/// losses, normalisation, attention.
@NullMarked
package groklab.engine.f32.rows;

import org.jspecify.annotations.NullMarked;
