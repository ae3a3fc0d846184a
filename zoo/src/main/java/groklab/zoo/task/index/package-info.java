/// Tasks on real numbers whose answer depends on one direction of the input: where networks grok
/// that have no table to memorise.
@NullMarked
package groklab.zoo.task.index;

import org.jspecify.annotations.NullMarked;
