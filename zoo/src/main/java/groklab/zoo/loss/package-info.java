/// What training makes small: one class for each loss, with its page.
@NullMarked
package groklab.zoo.loss;

import org.jspecify.annotations.NullMarked;
