/// Views of runs: the report page, the figure of the curves, and text for the console. Each reads a
/// run directory and nothing else, so that it works for a finished run, a running one and one that
/// was copied from elsewhere.
@NullMarked
package groklab.web;

import org.jspecify.annotations.NullMarked;
