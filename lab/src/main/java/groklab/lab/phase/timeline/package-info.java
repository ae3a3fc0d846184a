/// The timeline of phases: a partition of the run by what its criterion says of the training set
/// and of unseen data. Start with [PhaseTimeline].
@NullMarked
package groklab.lab.phase.timeline;

import org.jspecify.annotations.NullMarked;
