/// Counts, times and thresholds with what they leave open: pure mathematics, which knows no run.
/// The same bits everywhere: logarithms and powers are those of [StrictMath].
@NullMarked
package groklab.study.statistics;

import org.jspecify.annotations.NullMarked;
