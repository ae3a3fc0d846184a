/// What a run went through, told from its probes alone: when it memorised and generalised, the
/// verdict on the run, its phases as they happen, and what is seen beside them. [PhaseDetector] is
/// the entry; the strip of phases ([Strip]) and each kind of sighting ([Watch]) have a file of
/// their own, with the thresholds and where they come from.
@NullMarked
package groklab.lab.phase;

import org.jspecify.annotations.NullMarked;
