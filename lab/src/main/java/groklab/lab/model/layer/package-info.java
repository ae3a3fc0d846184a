/// The parts that networks are composed of. Each describes its parameters with their initial
/// values when it is made, and builds its part of the forward graph, with hooks, when it is
/// applied. Shapes: N examples, T positions, d columns.
@NullMarked
package groklab.lab.model.layer;

import org.jspecify.annotations.NullMarked;
