/// Parameter updates: gradient descent, momentum, Adam and AdamW, with warm-up and schedules.
@NullMarked
package groklab.lab.optimizer;

import org.jspecify.annotations.NullMarked;
