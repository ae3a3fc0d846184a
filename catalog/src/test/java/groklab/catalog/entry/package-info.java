/// Tests of what entries calculate with.
@NullMarked
package groklab.catalog.entry;

import org.jspecify.annotations.NullMarked;
