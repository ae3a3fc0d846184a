/// The command that asks whether the literature holds.
@NullMarked
package groklab.app.catalog;

import org.jspecify.annotations.NullMarked;
