package groklab.lab.problem;

/// The examples are the pairs (x, y) of an answer table: what is known of them beyond their tokens,
/// for measures that look at the structure of the table.
///
/// The arrays inside are shared, not copied: treat them as read-only.
///
/// @param table operands and true answers of every example
/// @param firstElement token number and class number of element 0; element e has firstElement + e
///     as both
/// @param leftPosition the position of x among an example's tokens
/// @param rightPosition the position of y among an example's tokens
/// @param noisyLabels the first this many of the data set's trainRows carry a randomly drawn answer
///     (by chance, some may be right)
/// @param swappedSeen validation examples (x, y) whose mirror image (y, x) is a training example: a
///     commutative operation can answer them by looking up the mirror image, so they overstate
///     generalisation
/// @param swappedUnseen the other validation examples, those with x = y among them
public record Pairs(
    AnswerTable table,
    int firstElement,
    int leftPosition,
    int rightPosition,
    int noisyLabels,
    int[] swappedSeen,
    int[] swappedUnseen)
    implements Facet {

  /// The class of an example's true answer. For the first `noisyLabels` training examples the
  /// target may differ.
  public int answerClass(int example) {
    return firstElement + table.answer(example);
  }
}
