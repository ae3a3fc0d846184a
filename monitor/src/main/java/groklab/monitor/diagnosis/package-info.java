/// What a log says of its run: phases, verdict, what to try, what is missing.
@NullMarked
package groklab.monitor.diagnosis;

import org.jspecify.annotations.NullMarked;
