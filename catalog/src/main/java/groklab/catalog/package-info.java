/// What the literature says: entries of systems, their experiments and claims.
@NullMarked
package groklab.catalog;

import org.jspecify.annotations.NullMarked;
