/// Where the runs of a sweep are run: on the cores of this machine, or by others through the same
/// interface.
@NullMarked
package groklab.study.engine;

import org.jspecify.annotations.NullMarked;
