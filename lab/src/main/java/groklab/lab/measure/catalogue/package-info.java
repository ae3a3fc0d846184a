/// All measures there are, group by group, and the names by which they are asked for. The
/// mathematics behind them is in `groklab.lab.analysis`.
@NullMarked
package groklab.lab.measure.catalogue;

import org.jspecify.annotations.NullMarked;
