/// Runs as a dashboard needs them, without any HTTP: the folder of runs and its index, one run
/// followed while it grows, pictures computed from stored checkpoints, and the runs that were
/// started from a page.
@NullMarked
package groklab.web.live;

import org.jspecify.annotations.NullMarked;
