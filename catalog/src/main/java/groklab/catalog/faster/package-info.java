/// Entries about what makes networks generalise sooner.
@NullMarked
package groklab.catalog.faster;

import org.jspecify.annotations.NullMarked;
