/// Which experts a network chooses: pathways of examples, and how evenly experts are used.
@NullMarked
package groklab.measures.routing;

import org.jspecify.annotations.NullMarked;
