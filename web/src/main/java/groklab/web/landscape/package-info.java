/// The losses away from a run's path, as JSON and as a table.
@NullMarked
package groklab.web.landscape;

import org.jspecify.annotations.NullMarked;
