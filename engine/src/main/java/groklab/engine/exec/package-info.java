/// What it takes to run plans, whatever the number type: the crew of threads, row indexes at run
/// time, and the interfaces that the executors of `groklab.engine.f32` and `f64` implement.
@NullMarked
package groklab.engine.exec;

import org.jspecify.annotations.NullMarked;
