/// What is to be learned: operations and their answer tables, how the table is divided into
/// training and validation examples, and how an example is written as tokens.
///
/// Start with [groklab.lab.task.Tasks], which turns a spec into a [groklab.lab.task.Dataset].
/// Nothing here knows models or training.
@NullMarked
package groklab.lab.task;

import org.jspecify.annotations.NullMarked;
