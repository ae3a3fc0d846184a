/// How parameters move: one class for each rule, with its page.
@NullMarked
package groklab.zoo.update;

import org.jspecify.annotations.NullMarked;
