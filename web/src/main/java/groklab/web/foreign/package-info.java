/// Other people's runs as they have been diagnosed, drawn: a page that is one file, and what the
/// dashboard shows of them.
@JStacheConfig(pathing = @JStachePath(prefix = "groklab/web/templates/", suffix = ".mustache"))
@NullMarked
package groklab.web.foreign;

import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStachePath;
import org.jspecify.annotations.NullMarked;
