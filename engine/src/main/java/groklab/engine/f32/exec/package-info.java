/// Runs plans in single precision: memory, operands, and one worker's calls of the kernels. No
/// arithmetic.
@NullMarked
package groklab.engine.f32.exec;

import org.jspecify.annotations.NullMarked;
