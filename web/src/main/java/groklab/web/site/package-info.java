/// Runs, sweeps and documents as a folder of pages that any web server can serve, or a disk.
@JStacheConfig(pathing = @JStachePath(prefix = "groklab/web/templates/", suffix = ".mustache"))
@NullMarked
package groklab.web.site;

import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStachePath;
import org.jspecify.annotations.NullMarked;
