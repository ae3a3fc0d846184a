/// Specs as they are named on the command line.
@NullMarked
package groklab.app.spec;

import org.jspecify.annotations.NullMarked;
