/// Sequences of which each symbol is to be told from those before it.
@NullMarked
package groklab.zoo.task.sequence;

import org.jspecify.annotations.NullMarked;
