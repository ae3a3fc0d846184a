/// A run that is under way, looked at again and again: what has changed since the last look.
@NullMarked
package groklab.monitor.watch;

import org.jspecify.annotations.NullMarked;
