/// What a validation accuracy is worth, told from the examples alone, before any training.
@NullMarked
package groklab.monitor.precheck;

import org.jspecify.annotations.NullMarked;
