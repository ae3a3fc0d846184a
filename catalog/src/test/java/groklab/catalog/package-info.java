/// What tests of the catalog share.
@NullMarked
package groklab.catalog;

import org.jspecify.annotations.NullMarked;
