/// What single steps of a run are made of and leave behind: examples, and the highest loss.
@NullMarked
package groklab.lab.train.step;

import org.jspecify.annotations.NullMarked;
