/// What can be done around an optimiser's rule: one class for each stage, with its page.
@NullMarked
package groklab.zoo.stage;

import org.jspecify.annotations.NullMarked;
