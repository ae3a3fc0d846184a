/// Which series is which: losses and accuracies of training and validation sets.
@NullMarked
package groklab.monitor.series;

import org.jspecify.annotations.NullMarked;
