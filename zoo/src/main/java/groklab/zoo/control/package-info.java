/// Rules that decide while a run goes on.
@NullMarked
package groklab.zoo.control;

import org.jspecify.annotations.NullMarked;
