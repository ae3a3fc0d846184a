/// How parameters move: the contract of updates, learning rates and weight decay.
@NullMarked
package groklab.lab.update;

import org.jspecify.annotations.NullMarked;
