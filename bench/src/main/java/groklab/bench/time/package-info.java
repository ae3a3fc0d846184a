/// Timing: rounds, medians and spread.
@NullMarked
package groklab.bench.time;

import org.jspecify.annotations.NullMarked;
