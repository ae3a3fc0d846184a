/// Systems that are no table of an operation: images, processes, linear rules.
@NullMarked
package groklab.catalog.beyond;

import org.jspecify.annotations.NullMarked;
