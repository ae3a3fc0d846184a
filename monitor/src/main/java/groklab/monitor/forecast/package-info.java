/// Whether and when a run that has memorised will generalise, from its curves so far.
@NullMarked
package groklab.monitor.forecast;

import org.jspecify.annotations.NullMarked;
