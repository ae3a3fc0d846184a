/// Parities of a few bits among many.
@NullMarked
package groklab.zoo.task.parity;

import org.jspecify.annotations.NullMarked;
