/// Charts as files for papers and slides.
@NullMarked
package groklab.web.figure;

import org.jspecify.annotations.NullMarked;
