/// The entries, a file for each system. Whoever adds one adds its line in
/// [Catalog].
@NullMarked
package groklab.catalog.entry;

import org.jspecify.annotations.NullMarked;
