/// Controllers: rules that look at what a run records and change it while it goes on.
@NullMarked
package groklab.lab.control;

import org.jspecify.annotations.NullMarked;
