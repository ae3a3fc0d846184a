/// Turns: what a spec changes while the run goes on.
@NullMarked
package groklab.lab.turn;

import org.jspecify.annotations.NullMarked;
