/// The network and its gradients as a graph of matrix operations, and the rewrites that make it
/// smaller.
///
/// A [Graph] interns nodes, so equal subexpressions are one node. [Gradients] differentiates into
/// the same operations, so gradients can be differentiated again. [Simplifier] moves row selections
/// towards the inputs and row gathers towards the outputs before differentiation.
@NullMarked
package groklab.engine.graph;

import org.jspecify.annotations.NullMarked;
