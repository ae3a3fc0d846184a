/// Systems in which the numbers of a computer matter: losses that round, and what that does.
@NullMarked
package groklab.catalog.numeric;

import org.jspecify.annotations.NullMarked;
