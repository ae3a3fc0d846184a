/// Measures of networks that multiply in a finite group: representations, characters, cosets.
///
/// A group is a multiplication table over element numbers 0..n-1
/// ([groklab.measures.group.FiniteGroup]); permutations come as their images, in any numbering,
/// with the order of composition said. A table over all inputs is a matrix of n² rows, row number
/// a·n + b; logits have n columns, one for each element. Logarithms are natural.
///
/// Sources: arXiv 2302.03025 (representations), arXiv 2312.06581 (cosets).
@NullMarked
package groklab.measures.group;

import org.jspecify.annotations.NullMarked;
