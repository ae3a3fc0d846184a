/// The inner loops in plain Java: the reference for every other implementation, kept for ever, and
/// what runs without the Vector API.
@NullMarked
package groklab.engine.f32.plain;

import org.jspecify.annotations.NullMarked;
