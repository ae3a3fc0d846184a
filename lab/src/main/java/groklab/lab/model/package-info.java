/// Networks as graph builders: parameters with their stored names, initial values, and the forward
/// graph with hooks.
@NullMarked
package groklab.lab.model;

import org.jspecify.annotations.NullMarked;
