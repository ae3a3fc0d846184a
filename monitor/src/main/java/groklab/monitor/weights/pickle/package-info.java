/// Python's pickles, read as data: nothing that they ask for is run.
@NullMarked
package groklab.monitor.weights.pickle;

import org.jspecify.annotations.NullMarked;
