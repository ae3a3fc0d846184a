/// Statements about delayed generalisation as such, and not about one paper's system, all checked
/// on the same small network.
@NullMarked
package groklab.catalog.general;

import org.jspecify.annotations.NullMarked;
