/// How well the network answers.
@NullMarked
package groklab.measures.behaviour;

import org.jspecify.annotations.NullMarked;
