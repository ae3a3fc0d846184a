/// What a sweep asks: axes, cells, the runs of each cell, and what came of a run.
@NullMarked
package groklab.study.sweep;

import org.jspecify.annotations.NullMarked;
