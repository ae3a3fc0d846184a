/// How good forecasts are, on runs of which it is known what came.
@NullMarked
package groklab.monitor.judge;

import org.jspecify.annotations.NullMarked;
