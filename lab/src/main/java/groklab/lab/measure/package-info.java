/// What is measured at a probe: behaviour on the training and validation set, and norms of the weights.
@NullMarked
package groklab.lab.measure;

import org.jspecify.annotations.NullMarked;
