/// What is measured of a run at one step.
@NullMarked
package groklab.lab.probe;

import org.jspecify.annotations.NullMarked;
