/// The inner loops of the kernels in single precision, and what they work on. `plain` and `simd`
/// implement them with the same bits.
///
/// **Conventions.** Matrices are dense and row-major. Argument order: outputs, inputs, sizes. A
/// loop over neighbouring elements takes an array and the offset of its first element, because it
/// is called for each row of a block; everything above takes a
/// [groklab.engine.f32.loop.FloatMatrix]. Kernels are single-threaded, allocate nothing and keep no
/// state: the executor hands each worker its own rows, columns or tiles. An output may be the same
/// array region as an input of the same shape for elementwise kernels (in-place), never otherwise.
///
/// **Order of reductions** (part of the same-bits contract):
/// - a *product* element is one chain of fused multiply-adds in depth order, starting from the
///   value already in C;
/// - a *row reduction* of n numbers has 16 logical lanes: lane l adds elements l, l+16, l+32, ...
///   in order starting from the neutral element; the lanes are then folded by the fixed tree (l,
///   l+8), (l, l+4), (l, l+2), (l, l+1);
/// - a *column reduction* adds the rows in order.
@NullMarked
package groklab.engine.f32.loop;

import org.jspecify.annotations.NullMarked;
