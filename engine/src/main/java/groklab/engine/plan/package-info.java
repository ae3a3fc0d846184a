/// A graph turned into a program: instructions in waves, with a place in memory for every value.
///
/// A [Plan] is data. An executor (`groklab.engine.f32`, `f64`) runs it.
@NullMarked
package groklab.engine.plan;

import org.jspecify.annotations.NullMarked;
