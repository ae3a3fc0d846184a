/// What is to be learned: operations and their answer tables, how a table is divided into training
/// and validation examples, and how an example is written as tokens.
///
/// Start with [groklab.zoo.task.ModularTask]. Nothing here knows networks or training.
@NullMarked
package groklab.zoo.task;

import org.jspecify.annotations.NullMarked;
