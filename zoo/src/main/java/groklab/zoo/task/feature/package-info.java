/// Tasks with inputs that have nothing to do with the answer, beside those that have (arXiv
/// 2310.17247).
@NullMarked
package groklab.zoo.task.feature;

import org.jspecify.annotations.NullMarked;
