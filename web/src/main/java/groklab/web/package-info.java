/// Views of runs: the report page, the figure of the curves, and text for the console. Each reads a
/// run directory and nothing else, so that it works for a finished run, a running one and one that
/// was copied from elsewhere.
@JStacheConfig(pathing = @JStachePath(prefix = "groklab/web/templates/", suffix = ".mustache"))
@NullMarked
package groklab.web;

import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStachePath;
import org.jspecify.annotations.NullMarked;
