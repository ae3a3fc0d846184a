/// Measures of stored weights: checkpoints of our runs, and safetensors files that other programs
/// have written.
@NullMarked
package groklab.lab.measure.stored;

import org.jspecify.annotations.NullMarked;
