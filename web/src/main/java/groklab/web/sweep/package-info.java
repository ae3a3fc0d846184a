/// A sweep as its folder holds it so far: read, drawn into files, as a page that is one file, and
/// as the data of a page that follows it.
@JStacheConfig(pathing = @JStachePath(prefix = "groklab/web/templates/", suffix = ".mustache"))
@NullMarked
package groklab.web.sweep;

import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStachePath;
import org.jspecify.annotations.NullMarked;
