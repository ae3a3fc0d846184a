/// The words for what a run goes through: its phases, what is seen beside them, each with its
/// evidence, and the verdict on the whole run. `phase.detector` finds them, probe by probe;
/// `phase.timeline` tells the phases themselves.
@NullMarked
package groklab.lab.phase;

import org.jspecify.annotations.NullMarked;
