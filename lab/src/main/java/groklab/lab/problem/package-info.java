/// What is to be learned: inputs, targets, named sets of examples, how outputs are answers, and the
/// structures that measures ask for.
@NullMarked
package groklab.lab.problem;

import org.jspecify.annotations.NullMarked;
