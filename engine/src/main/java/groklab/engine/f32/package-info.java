/// Single precision. `loop` names the inner loops, `plain` and `simd` compute them, `rows` builds
/// on them, `exec` runs plans; [groklab.engine.f32.FloatKernels] puts the kernels together.
/// `groklab.engine.f64` is generated from this package and those below it.
///
/// The build exchanges words (`Float` to `Double`, `float` to `double`, `f32` to `f64`), so code
/// here writes `(float) 1.5` where a literal of the type is needed, never overloads a method for
/// both types, and leaves everything that looks at bits to `groklab.engine.kernel`.
@NullMarked
package groklab.engine.f32;

import org.jspecify.annotations.NullMarked;
