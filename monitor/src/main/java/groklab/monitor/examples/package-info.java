/// Tables of examples, inputs with their answers, as they lie on disk before any training.
@NullMarked
package groklab.monitor.examples;

import org.jspecify.annotations.NullMarked;
