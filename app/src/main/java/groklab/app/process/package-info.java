/// What the command line and its process have to do with each other: exit codes, signals, threads,
/// the processor, and sentences about errors.
@NullMarked
package groklab.app.process;

import org.jspecify.annotations.NullMarked;
