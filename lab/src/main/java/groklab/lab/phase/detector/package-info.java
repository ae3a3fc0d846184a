/// Finds phases and sightings in the probes of a run. [PhaseDetector] is the entry; each kind of
/// sighting has a file of its own, with the thresholds and where they come from.
@NullMarked
package groklab.lab.phase.detector;

import org.jspecify.annotations.NullMarked;
