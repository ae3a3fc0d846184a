/// The training loss of every step: the file that holds it, and what its first steps say.
@NullMarked
package groklab.lab.trace;

import org.jspecify.annotations.NullMarked;
