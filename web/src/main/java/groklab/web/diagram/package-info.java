/// Phase diagrams of sweeps, as figures, tables and a page. It draws what
/// [groklab.study.diagram] and [groklab.study.statistics] found.
@JStacheConfig(pathing = @JStachePath(prefix = "groklab/web/templates/", suffix = ".mustache"))
@NullMarked
package groklab.web.diagram;

import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStachePath;
import org.jspecify.annotations.NullMarked;
