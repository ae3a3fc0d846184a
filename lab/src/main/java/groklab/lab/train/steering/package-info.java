/// The controllers of a run, and what of their decisions is let pass.
@NullMarked
package groklab.lab.train.steering;

import org.jspecify.annotations.NullMarked;
