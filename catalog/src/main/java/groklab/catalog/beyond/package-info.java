/// Systems of the literature that learn no table: regression and classification of real numbers.
@NullMarked
package groklab.catalog.beyond;

import org.jspecify.annotations.NullMarked;
