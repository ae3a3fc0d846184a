package groklab.lab.problem;

/// The answer table is z = x + y in the cyclic group Z_m under other names of the elements. Element
/// numbers are those of the [AnswerTable].
///
/// The arrays inside are shared, not copied: treat them as read-only.
///
/// @param order m
/// @param left the left operand that stands for element x of Z_m
/// @param right the right operand that stands for element y
/// @param answers the answer that stands for element z
public record CyclicGroup(int order, int[] left, int[] right, int[] answers) implements Facet {
  public CyclicGroup {
    if (left.length != order || right.length != order || answers.length != order) {
      throw new IllegalArgumentException(
          "%d left operands, %d right operands and %d answers name the elements of Z_%d"
              .formatted(left.length, right.length, answers.length, order));
    }
  }
}
