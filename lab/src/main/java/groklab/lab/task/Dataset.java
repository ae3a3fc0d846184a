package groklab.lab.task;

import java.util.Optional;

/// A token task as arrays: N examples of T tokens, of which some positions are scored.
///
/// The arrays inside are shared, not copied: treat them as read-only.
///
/// @param vocabulary number of different input tokens
/// @param classes number of classes the model must offer at a scored position
/// @param length T, tokens per example
/// @param tokens N·T token ids, example-major, each in [0, vocabulary)
/// @param scoredPositions the positions whose output is compared with a target, ascending, S of
///     them
/// @param targets N·S class ids, example-major; an example is right when all S are right
/// @param trainRows example numbers of the training set, in split order
/// @param validationRows example numbers of the validation set; empty when everything is trained on
/// @param pairs where the examples are pairs (x, y) of an answer table: operands, answers, mirror
///     images
public record Dataset(
    int vocabulary,
    int classes,
    int length,
    int[] tokens,
    int[] scoredPositions,
    int[] targets,
    int[] trainRows,
    int[] validationRows,
    Optional<Pairs> pairs) {

  /// A data set whose examples are not pairs of an answer table.
  public Dataset(
      int vocabulary,
      int classes,
      int length,
      int[] tokens,
      int[] scoredPositions,
      int[] targets,
      int[] trainRows,
      int[] validationRows) {
    this(
        vocabulary,
        classes,
        length,
        tokens,
        scoredPositions,
        targets,
        trainRows,
        validationRows,
        Optional.empty());
  }

  /// N, the number of examples of both sets together (and of any left out by the split).
  public int examples() {
    return tokens.length / length;
  }
}
