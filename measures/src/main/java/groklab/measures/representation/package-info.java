/// What embeddings, activations and attention maps look like as point clouds: ranks and dimensions,
/// parallelograms, similarity, what a linear head can read from them.
///
/// A representation is a matrix with one row for each sample (or token) and one column for each
/// feature.
@NullMarked
package groklab.measures.representation;

import org.jspecify.annotations.NullMarked;
