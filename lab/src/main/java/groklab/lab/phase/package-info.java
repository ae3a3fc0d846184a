/// What a run went through, told from its probes alone: when it memorised and generalised, the verdict on the run,
/// and its phases as they happen.
@NullMarked
package groklab.lab.phase;

import org.jspecify.annotations.NullMarked;
