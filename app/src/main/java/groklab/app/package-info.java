/// Commands, exit codes and the treatment of errors. No science is decided here: a command reads
/// its arguments, calls the lab and shows what came of it.
@NullMarked
package groklab.app;

import org.jspecify.annotations.NullMarked;
