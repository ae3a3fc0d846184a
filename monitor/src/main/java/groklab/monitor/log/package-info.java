/// What somebody else's program has logged: named series of numbers.
@NullMarked
package groklab.monitor.log;

import org.jspecify.annotations.NullMarked;
