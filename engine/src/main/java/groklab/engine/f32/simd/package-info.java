/// The inner loops with the Vector API, in the longest vectors that the machine prefers; the same
/// bits as in plain Java.
@NullMarked
package groklab.engine.f32.simd;

import org.jspecify.annotations.NullMarked;
