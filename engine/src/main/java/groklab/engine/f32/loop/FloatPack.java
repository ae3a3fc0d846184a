package groklab.engine.f32.loop;

/// An operand of products in the order in which they read it. Where an element lies is the affair
/// of the [FloatProducts] that made it.
///
/// @param depth what a product sums over
public record FloatPack(float[] array, int depth, int cols) {}
